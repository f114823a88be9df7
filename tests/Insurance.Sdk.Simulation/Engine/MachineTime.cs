using System;
using System.Threading;
using System.Threading.Tasks;

namespace Insurance.Sdk.Simulation.Engine;

/// <summary>The world's clock as one program sees it: its timers go on the world's thread and end with the program's life.</summary>
internal sealed class MachineTime : TimeProvider
{
    private readonly Loop _loop;
    private readonly Machine? _machine;

    internal MachineTime(Loop loop, Machine? machine)
    {
        _loop = loop;
        _machine = machine;
    }

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => _loop.Now;

    public override long GetTimestamp() => _loop.NowTicks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class Timer(MachineTime time, Action callback) : ITimer
    {
        private int _round;
        private TimeSpan _period;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            _period = period;
            Wait(dueTime, ++_round);
            return true;
        }

        public void Dispose() => _round++;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private void Wait(TimeSpan due, int round)
        {
            if (due < TimeSpan.Zero)
            {
                return;
            }

            time._loop.Post(time._machine, "timer", () =>
            {
                if (round != _round)
                {
                    return;
                }

                if (_period > TimeSpan.Zero)
                {
                    Wait(_period, round);
                }

                callback();
            }, due);
        }
    }
}
