using Insurance.Sdk;

namespace MobilePaymentSample;

/// <summary>An invented bill of two lines.</summary>
internal static class Bill
{
    internal static UploadMobileFeesRequest Of(string number)
    {
        var request = new UploadMobileFeesRequest
        {
            Data =
            {
                OrgCodg = "H44088200999",
                MedOrgOrd = number,                                  // unique; it comes back in the notice
                PsnNo = "44000000000000000001",
                Insutype = InsuranceType.EmployeeBasic,
                IdType = "01",
                IdNo = "440882190001010000",
                UserName = "示例病人",
                Begntime = "2026-03-01 09:00:00",
                IptOtpNo = "OP0001",
                DeptName = "内科",
                Caty = "A03",
                MdtrtId = "V0001",
                MedType = "11",
                FeeType = "01",
                AcctUsedFlag = "1",
                PsnSetlway = "01",
                ChrgBchno = "C0001",
                MedfeeSumamt = 100.00m,
                DiseinfoList = { new() { DiagType = "1", DiagSrtNo = 1, DiagCode = "J00", DiagName = "示例诊断", DiagDept = "内科", DiseDorNo = "D001", DiseDorName = "医师甲", DiagTime = "2026-03-01 09:05:00", ValiFlag = "1" } },
            },
        };
        request.Data.FeedetailList.Add(Line("F1", 62.50m));
        request.Data.FeedetailList.Add(Line("F2", 37.50m));
        return request;
    }

    internal static SettleOutpatientRequest SettlementAtTheCounter(string visit) => new()
    {
        Data =
        {
            PsnNo = "44000000000000000001", MdtrtCertType = "02", MdtrtCertNo = "440882190001010000", MedType = "11", MedfeeSumamt = 100.00m, PsnSetlway = "01", MdtrtId = visit, ChrgBchno = "C0001",
            AcctUsedFlag = "1", Insutype = InsuranceType.EmployeeBasic,
        },
    };

    private static UploadMobileFeesFeedetailList Line(string serial, decimal amount) => new()
    {
        FeedetlSn = serial, MdtrtId = "V0001", PsnNo = "44000000000000000001", ChrgBchno = "C0001", RxCircFlag = "0", FeeOcurTime = new ChinaTime(2026, 3, 1, 9, 10), MedListCodg = "XA01AB00000001",
        MedinsListCodg = "D001", DetItemFeeSumamt = amount, Cnt = 1m, Pric = amount, BilgDeptCodg = "K1", BilgDeptName = "内科", BilgDrCodg = "D001", BilgDrName = "医师甲", HospApprFlag = "1", MedType = "11",
    };
}
