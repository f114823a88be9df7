using System;
using System.Diagnostics;
using System.Globalization;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.Visits;

namespace Insurance.Sdk.Simulation.Killed;

/// <summary>The cashier as a process of its own that is killed, as with kill -9, at a step given beforehand.</summary>
internal static class CashierProcess
{
    internal const string Verb = "cashier";

    /// <summary>Runs the cashier. Prints the number of steps where it was not killed.</summary>
    internal static async Task<int> RunAsync(string[] args)
    {
        var (file, center, refund, killAt, ticks) = (args[1], new Uri(args[2]), args[3] == "refund", int.Parse(args[4], CultureInfo.InvariantCulture), long.Parse(args[5], CultureInfo.InvariantCulture));
        var steps = 0;
        using var cashier = new Cashier(file, center, new ShiftedTime(TimeSpan.FromTicks(ticks)), _ =>
        {
            if (Interlocked.Increment(ref steps) == killAt)
            {
                using var self = Process.GetCurrentProcess();
                self.Kill();
                // The signal comes at once; nothing of this program may go on until then.
                using var never = new ManualResetEventSlim();
                never.Wait();
            }
        });
        try
        {
            await cashier.RunAsync(refund).ConfigureAwait(false);
        }
        catch (Exception e) when (e is InsuranceException or VisitRefusedException)
        {
            // An answer was lost: the cashier's screen says so, and the program ends.
            Console.Error.WriteLine(e.GetType().Name);
        }

        Console.WriteLine(steps.ToString(CultureInfo.InvariantCulture));
        return 0;
    }
}
