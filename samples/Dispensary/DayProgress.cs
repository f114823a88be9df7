using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using Insurance.Sdk.Calls;
using Spectre.Console;

namespace Dispensary;

/// <summary>Shows how far the day is: bars on a terminal, plain lines where the output goes to a file.</summary>
internal sealed class DayProgress : ICallListener
{
    private readonly IAnsiConsole _output;
    private readonly ProgressContext? _bars;
    private readonly Stack<Step> _steps = new();

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
    /// <param name="size">Messages or pieces of work.</param>
    /// <param name="countsMessages">True where every answered message moves the bar.</param>
    internal Step Begin(string title, int size, bool countsMessages = true)
    {
        if (_bars is null)
        {
            Say(title);
        }

        var step = new Step(this, _bars?.AddTask(Markup.Escape(title), maxValue: Math.Max(size, 1)), countsMessages);
        _steps.Push(step);
        return step;
    }

    /// <summary>A line that stays.</summary>
    internal void Say(string text) => _output.WriteLine(text);

    /// <summary>A message of the client was judged.</summary>
    public void On(CallEvent callEvent)
    {
        if (callEvent is CallJudged && _steps.TryPeek(out var step) && step.CountsMessages)
        {
            step.Advance();
        }
    }

    internal sealed class Step(DayProgress owner, ProgressTask? bar, bool countsMessages) : IDisposable
    {
        internal bool CountsMessages { get; } = countsMessages;

        internal void Advance() => bar?.Increment(1);

        public void Dispose()
        {
            bar?.StopTask();
            owner._steps.Pop();
        }
    }
}
