namespace Insurance.Sdk.TraceCodes;

/// <summary>The check digit of GTIN-8, -12, -13 and -14: weights 3 and 1 from the right.</summary>
internal static class Gs1CheckDigit
{
    internal static bool Fits(string text, int start, int length)
    {
        var sum = 0;
        for (var i = 0; i < length; i++)
        {
            var c = text[start + i];
            if (c is < '0' or > '9')
            {
                return false;
            }

            // The check digit itself has weight 1, its neighbour 3.
            sum += (c - '0') * ((length - i) % 2 == 0 ? 3 : 1);
        }

        return sum % 10 == 0;
    }

    internal static bool Fits(string text) => Fits(text, 0, text.Length);
}
