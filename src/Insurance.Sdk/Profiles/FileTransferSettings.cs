using System;
using System.Collections.Generic;

namespace Insurance.Sdk;

/// <summary>Puts the settings <c>files</c> into options, and checks them.</summary>
internal static class FileTransferSettings
{
    private static readonly Dictionary<string, Action<FileTransferOptions, SettingNode>> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        ["uploadForm"] = (o, n) => o.UploadForm = SettingsReader.Text(n),
        ["part"] = (o, n) => o.Part = SettingsReader.Text(n),
        ["maxBytes"] = (o, n) => o.MaxBytes = SettingsReader.Integer(n),
    };

    internal static void Read(SettingNode node, FileTransferOptions options) => SettingsReader.ReadMembers(node, options, Known);

    internal static FileUploadForm FormOf(FileTransferOptions options, InsuranceProfile profile) => (options.UploadForm ?? profile.UploadForm).ToUpperInvariant() switch
    {
        "JSON" => FileUploadForm.SignedBytes,
        "BASE64" => FileUploadForm.Base64,
        "MULTIPART" => FileUploadForm.Multipart,
        _ => throw new ConfigurationException("files.uploadForm", "must be one of json, base64, multipart"),
    };

    /// <summary>The part's name stands in quotes inside the message.</summary>
    internal static string PartOf(FileTransferOptions options)
    {
        var fits = options.Part.Length is > 0 and <= 40;
        foreach (var c in options.Part)
        {
            fits &= c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '_' or '-';
        }

        return fits ? options.Part : throw new ConfigurationException("files.part", "must have 1 to 40 letters or digits");
    }

    internal static long LimitOf(FileTransferOptions options)
        => options.MaxBytes is not { } limit ? long.MaxValue : limit > 0 ? limit : throw new ConfigurationException("files.maxBytes", "must be more than nothing");
}
