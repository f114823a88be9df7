using System.Linq;
using System.Threading.Tasks;
using Insurance.Sdk.Visits;

namespace Insurance.Sdk.Simulation.World;

/// <summary>The HIS's own bookkeeping: what the center has settled is posted in one transaction with the journal's confirmation.</summary>
internal static class Poster
{
    internal static Task PostAsync(World world, HospitalProgram program, Bill bill, SettlementResult result)
    {
        if (result.ToRecord() is not { } record)
        {
            // What a query gave back lacks an amount: a person completes it from the center's screen.
            world.Loop.Note(program.Machine.Name + " cannot post " + result);
            return Task.CompletedTask;
        }

        var posting = new Posting(bill.Number, record);
        return program.Disk.WriteAsync("post", () =>
        {
            world.Hospital.Books.Post(posting);
            SimulatedJournal.Confirm(world.Hospital.Journal, record.MessageId!, program.Machine.Time.GetUtcNow());
            world.Loop.Note(program.Machine.Name + " posts " + record.Code + " " + record.SettlementId + " " + record.TotalAmount);
            return true;
        });
    }

    /// <summary>Posts what a crash, recovery or another counter left unposted, and takes out what the center has taken back.</summary>
    internal static async Task CatchUpAsync(World world, HospitalProgram program, Bill bill, InsuredVisit visit)
    {
        foreach (var settlement in (await visit.RefreshAsync().ConfigureAwait(false)).Settlements)
        {
            if (settlement.Fate == SettlementFate.Reversed)
            {
                await program.Disk.WriteAsync("void", () =>
                {
                    world.Hospital.Books.Void(settlement.MessageId);
                    return true;
                }).ConfigureAwait(false);
                continue;
            }

            if (world.Hospital.Books.Find(settlement.MessageId) is not { IsVoided: false } && await visit.SettlementAsync(settlement.MessageId).ConfigureAwait(false) is { } result)
            {
                await PostAsync(world, program, bill, result).ConfigureAwait(false);
            }

            if (settlement.Fate == SettlementFate.Refunded && settlement.RefundMessageId.Length > 0 && world.Hospital.Books.Find(settlement.RefundMessageId) is null
                && await visit.RefundOfAsync(settlement.MessageId).ConfigureAwait(false) is { } refund)
            {
                await PostAsync(world, program, bill, refund).ConfigureAwait(false);
            }
        }
    }
}
