using System.Text;

namespace Insurance.Sdk.Storage.TraceCodes;

/// <summary>Text of a CSV file: by its mark, else UTF-8, else GB18030, which Chinese spreadsheets save.</summary>
internal static class TableEncoding
{
    static TableEncoding() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    internal static string Decode(byte[] bytes)
    {
        if (bytes.Length >= 3 && bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF)
        {
            return Encoding.UTF8.GetString(bytes, 3, bytes.Length - 3);
        }

        if (bytes.Length >= 2 && bytes[0] == 0xFF && bytes[1] == 0xFE)
        {
            return Encoding.Unicode.GetString(bytes, 2, bytes.Length - 2);
        }

        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return Encoding.GetEncoding("GB18030").GetString(bytes);
        }
    }
}
