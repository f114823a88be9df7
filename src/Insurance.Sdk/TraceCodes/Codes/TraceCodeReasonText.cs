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
}
