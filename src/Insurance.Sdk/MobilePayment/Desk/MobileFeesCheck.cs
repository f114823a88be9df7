using System.Collections.Generic;
using Insurance.Sdk.Calls;

namespace Insurance.Sdk.MobilePayment;

/// <summary>Rules of 6201 that go over several fields: the lines make the total, and money has two decimals.</summary>
internal static class MobileFeesCheck
{
    internal static void Demand(UploadMobileFeesData data, ClientInside inside, UploadMobileFeesRequest request, CallOptions options)
    {
        var findings = new List<ValidationError>();
        var sum = 0m;
        for (var i = 0; i < data.FeedetailList.Count; i++)
        {
            sum += data.FeedetailList[i].DetItemFeeSumamt ?? 0m;
        }

        if (data.MedfeeSumamt is { } total && total != sum)
        {
            findings.Add(new ValidationError("INS1921", "input.data.medfeeSumamt", "medfeeSumamt", "condition", "医疗费总额 must equal the sum of detItemFeeSumamt 明细项目费用总额"));
        }

        if (string.IsNullOrEmpty(data.PayAuthNo) && string.IsNullOrEmpty(data.EcToken))
        {
            findings.Add(new ValidationError("INS1922", "input.data.ecToken", "ecToken", "required", "ecToken 电子凭证授权Token or payAuthNo 支付授权码 is needed"));
        }

        if (findings.Count > 0)
        {
            throw new ValidationException(findings) { Code = Operations.UploadMobileFees.Code };
        }

        inside.Demand(Operations.UploadMobileFees, request, options);
    }
}
