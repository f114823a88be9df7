using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using CsCheck;

namespace Insurance.Sdk.TraceCodes.Tests.Dispensing;

public sealed class PackPropertyTests
{
    private static readonly Gen<decimal> Amount = Gen.Long[1, 5_000_000].Select(n => n / 10_000m);

    [Fact]
    public void Packs_and_units_add_up_to_the_quantity_and_units_are_less_than_a_pack()
        => Gen.Select(Amount, Amount).Sample((quantity, size) =>
        {
            var (packs, units) = PackArithmetic.Split(quantity, size);
            Assert.Equal(quantity, (packs * size) + units);
            Assert.True(units >= 0 && units < size && packs == Math.Floor(packs));
        });

    [Fact]
    public void Stored_units_come_back_exactly() => Amount.Sample(a => Assert.Equal(a, Storage.TraceCodes.Desks.StoredUnits.Back(Storage.TraceCodes.Desks.StoredUnits.Of(a))));

    /// <summary>Many small bills over few packs: scans, repeats, undone scans, canceled bills, returns, in any order.</summary>
    [Fact]
    public async Task Units_are_never_lost_or_doubled_and_rows_add_up_to_the_prescription()
    {
        foreach (var seed in Enumerable.Range(1, 4))
        {
            await PlayAsync(new Random(seed));
        }
    }

    private static async Task PlayAsync(Random random)
    {
        using var world = new DeskWorld();
        const int packs = 8;
        const decimal size = 6;
        await world.StockAsync(1, 1, packs);
        var desk = world.Desk();
        var open = new List<(DispensingSession Session, decimal Quantity)>();
        decimal sold = 0;
        for (var step = 0; step < 90; step++)
        {
            if (open.Count < 2)
            {
                var quantity = random.Next(1, 11);
                open.Add((await desk.OpenAsync(DeskWorld.Bill("P" + step, DeskWorld.Line("1", 1, quantity, size))), quantity));
            }

            var at = random.Next(open.Count);
            var (session, wanted) = open[at];
            var code = DeskWorld.Code(1, random.Next(1, packs + 1));
            switch (random.Next(10))
            {
                case < 6:
                    await session.ScanAsync(code);
                    break;
                case 6:
                    await session.UndoAsync(code);
                    break;
                case 7:
                    await session.CancelAsync();
                    open.RemoveAt(at);
                    break;
                default:
                    if (await session.ConfirmAsync() is { Outcome: ConfirmOutcome.Confirmed } result)
                    {
                        Assert.Equal(wanted, result.Rows.Sum(r => r.Units));
                        Assert.All(result.Rows, r => Assert.Equal(r.Codes.Distinct(), r.Codes));
                        sold += wanted;
                        open.RemoveAt(at);
                    }

                    break;
            }
        }

        foreach (var (session, _) in open)
        {
            Assert.True(await session.CancelAsync());
        }

        // Every unit is in a whole pack, in an opened one, or with a patient.
        decimal here = 0;
        for (var pack = 1; pack <= packs; pack++)
        {
            var life = (await world.Ledger.FindAsync(DeskWorld.Code(1, pack)))!;
            Assert.False(life.IsHeld);
            here += life.State == TraceCodeState.InStock ? size : life.UnitsLeft ?? 0;
        }

        Assert.Equal(packs * size, here + sold);
        Assert.True(sold > 0);
    }
}
