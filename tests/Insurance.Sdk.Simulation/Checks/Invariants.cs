using System;
using System.Collections.Generic;
using System.Linq;
using Insurance.Sdk.Journal;
using Insurance.Sdk.MockCenter.Visits;
using Insurance.Sdk.Reconciliation;

namespace Insurance.Sdk.Simulation.Checks;

/// <summary>What must hold once everything is healed.</summary>
internal static class Invariants
{
    internal static void Check(World.World world)
    {
        var broken = new List<string>();
        var center = world.Center.Handler.Ledger.Settlements().Where(s => s.Counts).ToList();
        var books = world.Hospital.Books.Standing.ToList();

        // The center's ledger is the hospital's ledger: no money on one side only.
        // A settlement that no book has and that the center refunded by itself: its file names neither, so the report shows both rows to a person. Together they are nothing.
        var shown = center.Where(s => !books.Exists(b => IsSame(b.Record, s)) && center.Exists(r => r.RefundOf == s.Id && world.Hospital.Journal.Find(r.MessageId) is null)).Select(s => s.Id).ToHashSet();
        foreach (var only in center.Where(s => !shown.Contains(s.RefundOf ?? s.Id) && !books.Exists(b => IsSame(b.Record, s))))
        {
            broken.Add("only the center has " + only.Code + " " + only.Id + " of " + only.Amounts.Total + " (" + only.MessageId + ")");
        }

        if (books.Count > center.Count)
        {
            broken.Add("the hospital has " + books.Count + " postings, the center " + center.Count);
        }

        foreach (var posting in books)
        {
            if (center.Find(s => IsSame(posting.Record, s)) is not { } settlement)
            {
                broken.Add("only the hospital has " + posting.Record.Code + " " + posting.Record.SettlementId + " of " + posting.Record.TotalAmount);
            }
            else if (settlement.Amounts.Total != posting.Record.TotalAmount || settlement.Amounts.Cash != posting.Record.CashAmount)
            {
                broken.Add("the amounts of " + settlement.Id + " differ");
            }
        }

        // No settlement leaves twice, and none leaves while an earlier one of the same lines is in doubt.
        broken.AddRange(world.Network.Wire.Broken);

        // What the center has booked under a message of ours, the journal knows, and it never said that it came to nothing.
        foreach (var booked in world.Center.Handler.Ledger.Settlements().Where(s => !s.IsByCenter))
        {
            if (world.Hospital.Journal.Find(booked.MessageId) is not { } row)
            {
                broken.Add(booked.Code + " " + booked.MessageId + " left without a record");
            }
            else if (row.Events.Exists(e => e.State is JournalState.NotProcessed or JournalState.Refused) && !world.Network.Wire.ArrivedOddly(booked.MessageId)
                && !IsGoneUnseen(world, booked))
            {
                broken.Add("the journal said that " + booked.Code + " " + booked.MessageId + " came to nothing");
            }
        }

        // No bill is settled twice.
        foreach (var bill in world.Hospital.Bills)
        {
            var standing = center.Count(s => s.Stands && IsOf(world, s, bill));
            if (standing > 1)
            {
                broken.Add("bill " + bill.Number + " is settled " + standing + " times");
            }
        }

        // Every unknown is explained.
        foreach (var row in world.Hospital.Journal.Rows.Where(r => r.OpenSince is not null && r.Entry.Resolution != "needsPerson"))
        {
            broken.Add("nobody knows what became of " + row.Entry.Code + " " + row.Entry.MessageId);
        }

        foreach (var row in world.Hospital.Journal.Rows.Where(r => r.UnpostedSince is not null && r.Entry.State == JournalState.Accepted && IsMoney(r.Entry.Code)))
        {
            broken.Add("not posted: " + row.Entry.Code + " " + row.Entry.MessageId);
        }

        if (broken.Count > 0)
        {
            throw new InvariantException(string.Join("; ", broken));
        }
    }

    /// <summary>A refund whose answer was lost, or that arrived twice, is known by what it takes back: the center's own number for it came back to nobody.</summary>
    private static bool IsSame(SettlementRecord record, MockSettlement settlement)
        => record.IsRefund ? record.RefundOf == settlement.RefundOf : record.SettlementId == settlement.Id && record.MessageId == settlement.MessageId;

    /// <summary>Taken out again by a reversal that arrived twice, or by the center itself: nothing happened is what is left of it.</summary>
    private static bool IsGoneUnseen(World.World world, MockSettlement booked)
        => booked.ReversedBy is { } reversal && (world.Network.Wire.ArrivedOddly(reversal) || world.Hospital.Journal.Find(reversal) is null);

    internal static bool IsMoney(string code) => code is "2207" or "2208";

    private static bool IsOf(World.World world, MockSettlement settlement, World.Bill bill)
        => world.Center.Handler.Ledger.Visits().Any(v => v.Id == settlement.VisitId && v.Number.StartsWith(bill.Number + "-", StringComparison.Ordinal));
}

/// <summary>Something that must hold does not.</summary>
internal sealed class InvariantException(string message) : Exception(message);
