namespace Insurance.Sdk;

/// <summary>How files go to the center (9101) and come back (9102).</summary>
public sealed class FileTransferOptions
{
    /// <summary>files.uploadForm: how 9101 carries its file. json: an array of signed byte values in fsUploadIn.in; base64: text in the same place; multipart: multipart/form-data
    /// with a text part jsonStr (the envelope) and a part with the bytes. Default: the profile's. Both forms are on record in Guangdong: ask your center.</summary>
    public string? UploadForm { get; set; }

    /// <summary>files.part: name of the multipart part that holds the bytes. Default file; one place calls it in.</summary>
    public string Part { get; set; } = "file";

    /// <summary>files.maxBytes: largest file that is uploaded; a larger one is refused before anything is sent. Default: no limit, because no source states the center's.</summary>
    public long? MaxBytes { get; set; }
}

/// <summary>How 9101 carries its file.</summary>
internal enum FileUploadForm
{
    /// <summary>An array of signed byte values, as Java prints a byte array.</summary>
    SignedBytes,

    /// <summary>Base64 text.</summary>
    Base64,

    /// <summary>multipart/form-data; the envelope is the part jsonStr.</summary>
    Multipart,
}
