using System;
using System.Globalization;

namespace Insurance.Sdk.MockCenter;

/// <summary>The center's clock: UTC+8, in the forms of the wire.</summary>
internal static class ChinaTime
{
    private static readonly TimeSpan Offset = TimeSpan.FromHours(8);

    internal static DateTimeOffset ChinaNow(this TimeProvider clock) => clock.GetUtcNow().ToOffset(Offset);

    internal static string Seconds(DateTimeOffset time) => time.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    internal static string Compact(DateTimeOffset time) => time.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture);

    internal static string Milliseconds(DateTimeOffset time) => time.ToString("yyyyMMddHHmmssfff", CultureInfo.InvariantCulture);

    internal static string Iso(DateTimeOffset time) => time.ToString("yyyy-MM-ddTHH:mm:ss.fffzzz", CultureInfo.InvariantCulture);

    /// <summary>Whether a text is a real date or time in exactly that form.</summary>
    internal static bool IsReal(string text, string form)
        => DateTime.TryParseExact(text, form, CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
}
