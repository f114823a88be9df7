using System;
using System.Collections.Generic;
using System.Text.Json;
using Insurance.Sdk.Journal;

namespace Insurance.Sdk.Simulation.World;

/// <summary>Listens where messages leave the hospital: what must never leave, or never leave again, is noted.</summary>
internal sealed class Wire(Hospital hospital)
{
    private readonly HashSet<string> _left = new(StringComparer.Ordinal);
    private readonly HashSet<string> _odd = new(StringComparer.Ordinal);

    /// <summary>What left and should not have.</summary>
    internal List<string> Broken { get; } = new();

    /// <summary>True where the network handed the message over twice, or minutes after everybody had given it up: then the center may book what counted as refused or as never arrived.</summary>
    internal bool ArrivedOddly(string messageId) => _odd.Contains(messageId);

    internal void Leaves(string number, byte[] body, bool oddly)
    {
        if (number is not ("2207" or "2208" or "2601"))
        {
            return;
        }

        using var json = JsonDocument.Parse(body);
        var messageId = json.RootElement.GetProperty("msgid").GetString()!;
        if (!_left.Add(messageId))
        {
            Broken.Add(number + " " + messageId + " left the hospital twice");
        }

        if (oddly)
        {
            _odd.Add(messageId);
        }

        if (number != "2207")
        {
            return;
        }

        // A batch is settled anew only where every earlier try is known to have come to nothing.
        var batch = json.RootElement.GetProperty("input").GetProperty("data").GetProperty("chrg_bchno").GetString()!;
        foreach (var row in hospital.Journal.Rows)
        {
            if (row.Entry.Code == "2207" && row.Entry.MessageId != messageId && row.OpenSince is not null && Has(row.Entry, batch))
            {
                Broken.Add("2207 " + messageId + " left while " + row.Entry.MessageId + " of the same batch was open");
            }
        }
    }

    private static bool Has(JournalEntry entry, string batch)
    {
        foreach (var key in entry.Keys)
        {
            if (key.Key == "chrg_bchno" && key.Value == batch)
            {
                return true;
            }
        }

        return false;
    }
}
