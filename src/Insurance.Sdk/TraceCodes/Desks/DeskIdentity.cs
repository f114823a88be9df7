using System;
using System.Globalization;
using System.Text;

namespace Insurance.Sdk.TraceCodes;

/// <summary>Names of sessions and serials of rows.</summary>
internal static class DeskIdentity
{
    private const string Digits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    /// <summary>A new session: the China day and ten random characters, so that two databases of one hospital never give the same serial.</summary>
    internal static string NewSession(TimeProvider clock)
    {
        var text = new StringBuilder(16).Append(ChinaTime.Now(clock).ToString("yyMMdd", CultureInfo.InvariantCulture));
        var random = BitConverter.ToUInt64(Guid.NewGuid().ToByteArray(), 8) ^ BitConverter.ToUInt64(Guid.NewGuid().ToByteArray(), 0);
        for (var i = 0; i < 10; i++)
        {
            text.Append(Digits[(int)(random & 31)]);
            random >>= 5;
        }

        return text.ToString();
    }

    /// <summary>fixmedins_bchno of a row: always the same for session, line, direction and part; at most 30 characters.</summary>
    /// <param name="session">The session.</param>
    /// <param name="line">Place of the line in its document, from 1.</param>
    /// <param name="direction">S sale, R return, C count, M stock change.</param>
    /// <param name="part">Part of the line, from 1.</param>
    internal static string Serial(string session, int line, char direction, int part)
        => session + "-" + line.ToString(CultureInfo.InvariantCulture) + "-" + direction + part.ToString(CultureInfo.InvariantCulture);

    /// <summary>Milliseconds since 1970 as China time.</summary>
    internal static ChinaTime Time(long milliseconds) => ChinaTime.FromDateTimeOffset(DateTimeOffset.FromUnixTimeMilliseconds(milliseconds));

    internal static string Day(ChinaTime? time) => time?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";

    internal static ChinaTime? Day(string day) => day.Length > 0 && ChinaTime.TryParse(day, out var time) ? time : null;
}
