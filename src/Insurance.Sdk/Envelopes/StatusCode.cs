namespace Insurance.Sdk.Envelopes;

/// <summary>What infcode says, in whatever form it came.</summary>
internal enum StatusCodeKind
{
    /// <summary>Absent, null or blank.</summary>
    None,

    /// <summary>A number that is zero.</summary>
    Zero,

    /// <summary>A number that is not zero.</summary>
    NotZero,

    /// <summary>Anything else.</summary>
    NoNumber,
}

/// <summary>Reads infcode: 0, "0", " 0 ", 0.0, -1, "-1".</summary>
internal static class StatusCode
{
    internal static StatusCodeKind Read(string? text, out bool plain)
    {
        plain = true;
        if (text is null || text.Trim().Length == 0)
        {
            return StatusCodeKind.None;
        }

        var number = text.Trim();
        plain = number.Length == text.Length;

        // Read sign by sign: a floating-point parser would make zero of a tiny exponent.
        var i = number[0] is '+' or '-' ? 1 : 0;
        bool digits = false, zero = true, point = false;
        for (; i < number.Length; i++)
        {
            var c = number[i];
            if (c is >= '0' and <= '9')
            {
                digits = true;
                zero &= c == '0';
            }
            else if (c == '.' && !point)
            {
                point = true;
                plain = false;
            }
            else
            {
                break;
            }
        }

        if (digits && i < number.Length && number[i] is 'e' or 'E')
        {
            plain = false;
            i += i + 1 < number.Length && number[i + 1] is '+' or '-' ? 2 : 1;
            var from = i;
            while (i < number.Length && number[i] is >= '0' and <= '9')
            {
                i++;
            }

            digits = i > from;
        }

        if (!digits || i < number.Length)
        {
            return StatusCodeKind.NoNumber;
        }

        return zero ? StatusCodeKind.Zero : StatusCodeKind.NotZero;
    }
}
