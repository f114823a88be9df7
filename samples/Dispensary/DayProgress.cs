using System;
using System.Threading.Tasks;
using Spectre.Console;

namespace Dispensary;

/// <summary>Shows how far the day is: bars on a terminal, plain lines where the output goes to a file.</summary>
internal sealed class DayProgress
{
    private readonly IAnsiConsole _output;
    private readonly ProgressContext? _bars;

    private DayProgress(IAnsiConsole output, ProgressContext? bars)
    {
        _output = output;
        _bars = bars;
    }

    internal static Task RunAsync(IAnsiConsole output, Func<DayProgress, Task> work)
        => output.Profile.Capabilities.Ansi && output.Profile.Out.IsTerminal
            ? output.Progress().Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn()).StartAsync(bars => work(new DayProgress(output, bars)))
            : work(new DayProgress(output, null));

    /// <summary>Begins a step; it ends when it is disposed.</summary>
    /// <param name="title">What people read.</param>
    /// <param name="size">Pieces of work.</param>
    internal Step Begin(string title, int size = 1)
    {
        if (_bars is null)
        {
            Say(title);
        }

        return new Step(_bars?.AddTask(Markup.Escape(title), maxValue: Math.Max(size, 1)));
    }

    /// <summary>A line that stays.</summary>
    internal void Say(string text) => _output.WriteLine(text);

    internal sealed class Step(ProgressTask? bar) : IDisposable
    {
        internal void Advance(int pieces = 1) => bar?.Increment(pieces);

        public void Dispose()
        {
            bar?.Increment(bar.MaxValue - bar.Value);
            bar?.StopTask();
        }
    }
}
