using System.Collections.Generic;
using System.Linq;
using Insurance.Sdk;

namespace Cashier;

/// <summary>What a doctor's screen would hand over. Everything is invented.</summary>
internal static class Examples
{
    private static readonly ChinaTime Today = new(2026, 3, 2, 9, 0, 0);

    // snippet: cashier-requests
    internal static RegisterOutpatientRequest Registration() => new()
    {
        Data = new RegisterOutpatientData { Begntime = Today, AtddrNo = "D001", DrName = "医师甲", DeptCode = "A01", DeptName = "内科", Caty = "A03" },
    };

    internal static UploadOutpatientVisitRequest Diagnosis() => new()
    {
        Mdtrtinfo = new UploadOutpatientVisitMdtrtinfo { MedType = "11", Begntime = Today },
        Diseinfo =
        {
            new UploadOutpatientVisitDiseinfo
            {
                DiagType = "1", DiagSrtNo = 1, DiagCode = "J00.x00", DiagName = "急性鼻咽炎", DiagDept = "A01", DiseDorNo = "D001", DiseDorName = "医师甲", DiagTime = Today, ValiFlag = "1",
            },
        },
    };
    // end snippet

    internal static List<UploadOutpatientFeesFeedetail> Lines(params decimal[] prices) => prices.Select((price, i) => new UploadOutpatientFeesFeedetail
    {
        FeedetlSn = (i + 1).ToString(System.Globalization.CultureInfo.InvariantCulture), RxCircFlag = "0", FeeOcurTime = Today, MedListCodg = "XA01ABD075A002010100483", MedinsListCodg = "YP0001",
        DetItemFeeSumamt = price, Cnt = 1, Pric = price, BilgDeptCodg = "A01", BilgDeptName = "内科", BilgDrCodg = "D001", BilgDrName = "医师甲", HospApprFlag = "1",
    }).ToList();
}
