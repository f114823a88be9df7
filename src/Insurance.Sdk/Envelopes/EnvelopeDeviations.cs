namespace Insurance.Sdk.Envelopes;

/// <summary>The numbered oddities of the envelope level (INS20xx); docs/reference/deviations.md lists them.</summary>
internal static class EnvelopeDeviations
{
    internal static Deviation HiddenCompression() => new("INS2001", "body", "was compressed without a header saying so, or twice; decompressed");

    internal static Deviation Charset(string what) => new("INS2002", "body", what);

    internal static Deviation BrokenText() => new("INS2003", "body", "is no valid UTF-8; broken signs were replaced");

    internal static Deviation Trailer() => new("INS2004", "body", "has NUL signs around the JSON; they were passed over");

    internal static Deviation TextInText() => new("INS2005", "body", "is a JSON text that holds the envelope; unwrapped");

    internal static Deviation Wrapper() => new("INS2006", "body", "is the older wrapper with code, type, message and data; the envelope was taken from data");

    internal static Deviation Spelling(string member) => new("INS2007", member, "came in another spelling");

    internal static Deviation Twice(string member) => new("INS2008", member, "came more than once; the last value counts");

    internal static Deviation CodesDiffer() => new("INS2009", "infcode", "came more than once with different values; nothing is proved");

    internal static Deviation CodeForm() => new("INS2010", "infcode", "came as a text with blanks or decimals; read as a number");

    internal static Deviation CodeNoNumber() => new("INS2011", "infcode", "is no number");

    internal static Deviation StatusBesideEnvelope(int status) => new("INS2012", "status", "HTTP " + status + " came with a whole envelope; the envelope counts");

    internal static Deviation AcceptedWithText() => new("INS2013", "err_msg", "an accepted answer carries a text that is no word of success");

    internal static Deviation AcceptedWithNothing() => new("INS2014", "infcode", "0 came with an error text and without output; nothing is proved");

    internal static Deviation RefusedWithOutput() => new("INS2015", "infcode", "a failure came with output and without an error text; nothing is proved");

    internal static Deviation EmptyOutput() => new("INS2016", "output", "came as an empty text or the text null; read as none");

    internal static Deviation OutputText() => new("INS2017", "output", "came as a text that holds JSON; unwrapped");

    internal static Deviation OutputKind() => new("INS2018", "output", "is neither object nor array nor null");

    internal static Deviation MemberKind(string member) => new("INS2019", member, "is no text; kept as JSON");

    internal static Deviation Gateway() => new("INS2020", "body", "is the gateway's own answer, no envelope");

    internal static Deviation Markup() => new("INS2021", "body", "is HTML or XML, no envelope");

    internal static Deviation Empty() => new("INS2022", "body", "is empty");

    internal static Deviation Broken() => new("INS2023", "body", "is cut off, broken or too deeply nested JSON");

    internal static Deviation NoEnvelope() => new("INS2024", "body", "is JSON without a status code, no envelope");

    internal static Deviation NoJson() => new("INS2025", "body", "is no JSON");

    internal static Deviation UnexpectedFile() => new("INS2026", "body", "is an archive where an envelope was expected");

    internal static Deviation CutFile() => new("INS2027", "body", "is an archive without its end");

    internal static Deviation CutTransfer() => new("INS2028", "body", "ended before the transfer was complete, or is larger than is read");

    internal static Deviation CodesContradict() => new("INS2029", "code", "the wrapper's code and the envelope's infcode contradict each other; nothing is proved");

    internal static Deviation LoneSurrogate(string member) => new("INS2030", member, "holds half a sign; replaced");

    internal static Deviation NotOpened() => new("INS2031", "output", "its signature or encryption could not be opened");

    internal static Deviation SealRemark(string remark) => new("INS2033", "signData", remark);

    internal static Deviation SuccessWithoutCode() => new("INS2032", "status", "a file came with a status that is no success");
}
