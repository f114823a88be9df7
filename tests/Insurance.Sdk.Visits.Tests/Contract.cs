using System;
using System.IO;
using System.Text;

namespace Insurance.Sdk.Visits.Tests;

/// <summary>Inputs written by hand from the tables; what the desk sends is held against them character by character.</summary>
internal static class Contract
{
    /// <summary>Holds a message against Contracts/(file): its whole input, and the envelope members that are the visit's own.</summary>
    internal static void AssertIs(string file, Message message, string area = Bench.Area)
    {
        Assert.Equal(WithoutBlanks(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Contracts", file + ".json"))), WithoutBlanks(message.InputText));
        Assert.Equal(file[..file.IndexOf('.', StringComparison.Ordinal)], message.Code);
        Assert.Equal(area, message.InsuredArea);
        Assert.StartsWith("H00000000001", message.MessageId, StringComparison.Ordinal);
    }

    private static string WithoutBlanks(string json)
    {
        var text = new StringBuilder(json.Length);
        var quoted = false;
        foreach (var c in json)
        {
            quoted ^= c == '"';
            if (quoted || c is not (' ' or '\t' or '\r' or '\n'))
            {
                text.Append(c);
            }
        }

        return text.ToString();
    }
}
