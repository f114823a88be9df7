namespace Insurance.Sdk.TraceCodes;

/// <summary>Reasons in words. They quote nothing of the scan.</summary>
internal static class TraceCodeReasonText
{
    internal static string Of(TraceCodeReason reason, string? detail)
    {
        var text = reason switch
        {
            TraceCodeReason.None => "",
            TraceCodeReason.Empty => "the scan is empty",
            TraceCodeReason.InputTooLong => "the scan is longer than any label",
            TraceCodeReason.NoCode => "no trace code (追溯码) in the scan",
            TraceCodeReason.WrongLength => "a trace code has 20 digits",
            TraceCodeReason.UnknownForm => "20 digits that do not begin with 8; if a manufacturer uses such codes, set a pattern in traceCodes.manufacturerCodes",
            TraceCodeReason.DoubleScan => "the same code twice in one scan (重复扫码); scan the pack once more",
            TraceCodeReason.SeveralCodes => "different codes in one scan; scan one pack at a time",
            TraceCodeReason.GoodsBarcode => "a goods barcode (商品条码) names the goods, not the pack; scan the trace code",
            TraceCodeReason.Gs1CheckDigit => "the check digit of the GTIN does not fit; scan once more",
            TraceCodeReason.Gs1Malformed => "no valid GS1 element string",
            TraceCodeReason.Gs1NoSerial => "the GS1 element string has no serial (21): it names no single pack",
            TraceCodeReason.Gs1NotCut => "the GS1 element string is kept whole: without separators lot and serial cannot be told apart; let the scanner send FNC1",
            TraceCodeReason.TooLong => "the code is longer than the center takes, and a code is never cut",
            TraceCodeReason.NotStrict20 => "the rules take only 20 digits that begin with 8 (traceCodes.strict20)",
            TraceCodeReason.KindNotAllowed => "codes of this kind are not allowed (traceCodes.allowedKinds)",
            _ => reason.ToString(),
        };
        return detail is null ? text : text + " (" + detail + ")";
    }

    internal static string Chinese(TraceCodeReason reason, string? detail)
    {
        var text = reason switch
        {
            TraceCodeReason.None => "",
            TraceCodeReason.Empty => "没有扫到内容",
            TraceCodeReason.InputTooLong => "扫描内容过长，不是标签",
            TraceCodeReason.NoCode => "扫描内容中没有追溯码",
            TraceCodeReason.WrongLength => "追溯码应为20位数字，位数不符，请重新扫码",
            TraceCodeReason.UnknownForm => "20位数字但不以8开头；如生产企业使用此类码，请设置traceCodes.manufacturerCodes",
            TraceCodeReason.DoubleScan => "一次扫描中同一个码出现两次（重复扫码），请重新扫码",
            TraceCodeReason.SeveralCodes => "一次扫描中有不同的码，请逐盒扫码",
            TraceCodeReason.GoodsBarcode => "扫到的是商品条码，不是追溯码，请扫追溯码",
            TraceCodeReason.Gs1CheckDigit => "GTIN校验位不符，请重新扫码",
            TraceCodeReason.Gs1Malformed => "GS1码格式有误",
            TraceCodeReason.Gs1NoSerial => "GS1码没有序列号（21），不能确定是哪一盒",
            TraceCodeReason.Gs1NotCut => "GS1码按整码保存：没有分隔符，批号与序列号无法区分，请让扫码枪输出FNC1",
            TraceCodeReason.TooLong => "追溯码超过中心允许的长度，不能截断",
            TraceCodeReason.NotStrict20 => "按设置只接受以8开头的20位追溯码（traceCodes.strict20）",
            TraceCodeReason.KindNotAllowed => "按设置不接受此类追溯码（traceCodes.allowedKinds）",
            _ => reason.ToString(),
        };
        return detail is null ? text : text + "（" + detail + "）";
    }
}
