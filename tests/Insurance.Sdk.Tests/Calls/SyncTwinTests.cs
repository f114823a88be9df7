using System;
using System.Collections.Concurrent;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;

namespace Insurance.Sdk.Tests.Calls;

/// <summary>Blocking calls on a thread whose context can only run what is posted to that very thread, as in WinForms.</summary>
public sealed class SyncTwinTests
{
    [Fact]
    public void Blocking_calls_do_not_wait_for_the_blocked_thread()
    {
        var hospital = new TestHospital();
        hospital.Center
            .Then(async (request, _) =>
            {
                // Ends on another thread, so that every continuation has to choose where it runs.
                await Task.Run(() => hospital.Center.TakeAsync(request), CancellationToken.None);
                return new HttpResponseMessage { Content = new StringContent(TestHospital.Accepted) };
            });
        using var client = hospital.Open();
        FakeAnswer? typed = null;
        RawAnswer? raw = null;

        var context = RunOnUiThread(() =>
        {
            typed = client.Call(FakeOperations.Command, new FakeRequest(), null, default);
            raw = client.Invoke("2207", "{}");
        });

        Assert.Equal("S1", typed!.SetlId);
        Assert.Contains("S1", raw!.OutputJson, StringComparison.Ordinal);
        Assert.Equal(0, context.Posted);
    }

    [Fact]
    public void Blocking_calls_throw_the_call_s_own_exception()
    {
        var hospital = new TestHospital();
        hospital.Center.Answers(TestHospital.Refused);

        Assert.Throws<RefusedException>(() => hospital.Open().Call(FakeOperations.Command, new FakeRequest(), null, default));
    }

    private static UiContext RunOnUiThread(Action work)
    {
        var context = new UiContext();
        Exception? failure = null;
        var thread = new Thread(() =>
        {
            SynchronizationContext.SetSynchronizationContext(context);
            try
            {
                work();
            }
            catch (Exception e)
            {
                failure = e;
            }
        }) { IsBackground = true };
        thread.Start();
        Assert.True(thread.Join(TimeSpan.FromSeconds(60)), "The blocking call deadlocked.");
        Assert.Null(failure);
        return context;
    }

    /// <summary>Takes posts and runs none: the thread that would run them is blocked.</summary>
    private sealed class UiContext : SynchronizationContext
    {
        private readonly ConcurrentQueue<SendOrPostCallback> _posts = new();

        internal int Posted => _posts.Count;

        public override void Post(SendOrPostCallback d, object? state) => _posts.Enqueue(d);

        public override void Send(SendOrPostCallback d, object? state) => _posts.Enqueue(d);
    }
}
