using System;
using System.Collections.Generic;
using System.Globalization;
using System.Threading.Tasks;

namespace Insurance.Sdk.Simulation.Engine;

/// <summary>
/// One world's time and its only thread. Everything that waits is a step here; which waiting step goes on next is drawn from the seed, so
/// the same seed gives the same history, byte by byte.
/// </summary>
/// <remarks>A step is completed by <see cref="TaskCompletionSource.SetResult"/> on this thread without a synchronization context: what awaits it runs on at once,
/// up to the next step. Nothing of the library may hop to another thread in between; <see cref="Run"/> notices when something does.</remarks>
internal sealed class Loop
{
    /// <summary>Far beyond any real run: a history that needs more steps goes round in circles.</summary>
    private const int MostSteps = 200_000;

    private readonly List<Step> _ready = new();
    private readonly PriorityQueue<Step, (long At, long Number)> _sleeping = new();
    private readonly int _thread = Environment.CurrentManagedThreadId;
    private readonly List<string>? _diary;
    private long _now;
    private long _numbers;
    private int _steps;

    internal Loop(int seed, DateTimeOffset start, bool keepDiary)
    {
        Random = new Random(seed);
        _now = start.UtcTicks;
        _diary = keepDiary ? new List<string>() : null;
    }

    /// <summary>Every choice of the world comes from here.</summary>
    internal Random Random { get; }

    internal DateTimeOffset Now => new(_now, TimeSpan.Zero);

    internal long NowTicks => _now;

    internal int Steps => _steps;

    /// <summary>What happened, a line each; empty where no diary is kept.</summary>
    internal IReadOnlyList<string> Diary => _diary ?? (IReadOnlyList<string>)Array.Empty<string>();

    internal bool KeepsDiary => _diary is not null;

    /// <summary>True with a probability.</summary>
    internal bool Chance(double probability) => Random.NextDouble() < probability;

    internal void Note(string text) => _diary?.Add(Now.ToOffset(TimeSpan.FromHours(8)).ToString("HH:mm:ss.fff ", CultureInfo.InvariantCulture) + text);

    /// <summary>Waits until it is drawn, at least for a time. Never ends once its machine has died.</summary>
    internal Task PauseAsync(Machine? machine, string what, TimeSpan atLeast = default)
    {
        var done = new TaskCompletionSource();
        Add(new Step(machine, machine?.Life ?? 0, what, done.SetResult), atLeast);
        return done.Task;
    }

    /// <summary>Runs something later on this thread.</summary>
    internal void Post(Machine? machine, string what, Action action, TimeSpan after = default)
        => Add(new Step(machine, machine?.Life ?? 0, what, action), after);

    /// <summary>Goes on until nothing waits any more, or until the condition holds.</summary>
    internal void Run(Func<bool>? until = null)
    {
        while (until is null || !until())
        {
            if (Environment.CurrentManagedThreadId != _thread)
            {
                throw new InvalidOperationException("The history left its thread: something of the library does not complete where it was completed.");
            }

            while (_sleeping.TryPeek(out _, out var next) && next.At <= _now)
            {
                _ready.Add(_sleeping.Dequeue());
            }

            if (_ready.Count == 0)
            {
                if (!_sleeping.TryPeek(out _, out var first))
                {
                    return;
                }

                _now = first.At;
                continue;
            }

            var place = Random.Next(_ready.Count);
            var step = _ready[place];
            _ready[place] = _ready[^1];
            _ready.RemoveAt(_ready.Count - 1);
            if (step.IsGone)
            {
                continue;
            }

            if (++_steps > MostSteps)
            {
                throw new InvalidOperationException("The history does not end: " + step.What);
            }

            // A machine may die instead of taking its next step: at every await and at every write of the disk.
            if (step.Machine is { } machine && machine.DiesNow(step.What))
            {
                continue;
            }

            step.Action();
        }
    }

    private void Add(Step step, TimeSpan after)
    {
        if (after <= TimeSpan.Zero)
        {
            _ready.Add(step);
        }
        else
        {
            _sleeping.Enqueue(step, (_now + after.Ticks, ++_numbers));
        }
    }

    private sealed record Step(Machine? Machine, int Life, string What, Action Action)
    {
        /// <summary>It belonged to a life that has ended.</summary>
        internal bool IsGone => Machine is not null && Machine.Life != Life;
    }
}
