namespace Insurance.Sdk;

/// <summary>Spelling of field codes: snake_case, camelCase and capitals are the same field.</summary>
internal static class FieldName
{
    internal static bool Same(string a, string b)
    {
        int i = 0, j = 0;
        while (true)
        {
            while (i < a.Length && a[i] == '_')
            {
                i++;
            }

            while (j < b.Length && b[j] == '_')
            {
                j++;
            }

            if (i == a.Length || j == b.Length)
            {
                return i == a.Length && j == b.Length;
            }

            if (Lower(a[i++]) != Lower(b[j++]))
            {
                return false;
            }
        }
    }

    /// <summary>The same for a name as UTF-8 bytes; names of fields are ASCII.</summary>
    internal static bool Same(System.ReadOnlySpan<byte> a, string b)
    {
        int i = 0, j = 0;
        while (true)
        {
            while (i < a.Length && a[i] == (byte)'_')
            {
                i++;
            }

            while (j < b.Length && b[j] == '_')
            {
                j++;
            }

            if (i == a.Length || j == b.Length)
            {
                return i == a.Length && j == b.Length;
            }

            if (Lower((char)a[i++]) != Lower(b[j++]))
            {
                return false;
            }
        }
    }

    internal static string Normal(string name)
    {
        var buffer = new char[name.Length];
        var length = 0;
        foreach (var c in name)
        {
            if (c != '_')
            {
                buffer[length++] = Lower(c);
            }
        }

        return new string(buffer, 0, length);
    }

    private static char Lower(char c) => c is >= 'A' and <= 'Z' ? (char)(c | 0x20) : c;
}
