using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Insurance.Sdk.Visits;

namespace Insurance.Sdk.Simulation.World;

/// <summary>What the HIS puts into its requests beside what the desk fills in.</summary>
internal static class Messages
{
    internal static RegisterOutpatientRequest Register(TimeProvider time) => new()
    {
        Data = { Begntime = ChinaTime.Now(time), AtddrNo = "D1", DrName = "医师甲", DeptCode = "A01", DeptName = "示例科室", Caty = "A01" },
    };

    internal static UploadOutpatientVisitRequest Inform(VisitStatus status, TimeProvider time) => new()
    {
        Mdtrtinfo = { MedType = "11", Begntime = status.Begin },
        Diseinfo =
        {
            new UploadOutpatientVisitDiseinfo
            {
                DiagType = "1", DiagSrtNo = 1, DiagCode = "J00.x00", DiagName = "示例诊断", DiagDept = "示例科室", DiseDorNo = "D1", DiseDorName = "医师甲", DiagTime = ChinaTime.Now(time), ValiFlag = "1",
            },
        },
    };

    internal static List<UploadOutpatientFeesFeedetail> Lines(Bill bill, VisitStatus status, TimeProvider time)
    {
        // Serials are new for every upload: after a refund the old lines stay at the center.
        var upload = status.Version.ToString(CultureInfo.InvariantCulture);
        return bill.Prices.Select((price, i) => new UploadOutpatientFeesFeedetail
        {
            FeedetlSn = upload + (i + 1).ToString("D3", CultureInfo.InvariantCulture),
            RxCircFlag = "0",
            FeeOcurTime = ChinaTime.Now(time),
            MedListCodg = "XA01ABD075A002010100483",
            MedinsListCodg = "YP0001",
            DetItemFeeSumamt = price,
            Cnt = 1,
            Pric = price,
            BilgDeptCodg = "A01",
            BilgDeptName = "示例科室",
            BilgDrCodg = "D1",
            BilgDrName = "医师甲",
            HospApprFlag = "1",
        }).ToList();
    }
}
