namespace Insurance.Sdk.MockCenter;

/// <summary>What stands before the center and checks headers.</summary>
public enum MockGateway
{
    /// <summary>x-tif headers: SHA-256 of timestamp + token + nonce + timestamp (Guangdong).</summary>
    Tif,

    /// <summary>CSB headers: Base64 of HMAC-SHA1 over the sorted header pairs (Hunan and others).</summary>
    Csb,

    /// <summary>No header is looked at (a local front machine).</summary>
    None,
}

/// <summary>Which case of the hexadecimal signature the gateway accepts.</summary>
public enum HeaderHashCase
{
    /// <summary>Both.</summary>
    Ignore,

    /// <summary>Lower case only.</summary>
    Lower,

    /// <summary>Upper case only.</summary>
    Upper,
}

/// <summary>What happens to something that a rule does not like, where it is unknown what a real center does.</summary>
public enum Strictness
{
    /// <summary>The message is refused.</summary>
    Refuse,

    /// <summary>It is taken as if it were right.</summary>
    Allow,
}

/// <summary>What happens when a fixmedins_bchno comes a second time for records of one kind.</summary>
public enum RepeatedBatchNumber
{
    /// <summary>The line is refused. The default: nothing is booked twice without being noticed.</summary>
    Refuse,

    /// <summary>A second record is booked beside the first.</summary>
    Double,

    /// <summary>The first record is undone, the second is booked.</summary>
    Overwrite,
}

/// <summary>How the A forms (3501A-3507A) answer line by line.</summary>
public enum LineAnswers
{
    /// <summary>One row per line in the node …ErrDetail, good lines with retRslt 1.</summary>
    ErrDetailAll,

    /// <summary>Only the lines that failed stand in …ErrDetail; no failed line, no node.</summary>
    ErrDetailFailedOnly,

    /// <summary>One object <c>result</c> for the whole message. One bad line and nothing is booked, still with infcode 0.</summary>
    Result,

    /// <summary>The lines come back as sent, with retRslt, msgRslt and the center's serial number.</summary>
    Echo,

    /// <summary>No answer per line: one bad line and the message is refused as a whole.</summary>
    None,
}
