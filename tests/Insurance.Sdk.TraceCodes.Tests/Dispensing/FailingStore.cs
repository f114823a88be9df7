using System;
using System.Reflection;
using System.Threading;
using System.Threading.Tasks;

namespace Insurance.Sdk.TraceCodes.Tests.Dispensing;

/// <summary>A store whose program dies at the n-th step: before a statement, or after the commit and before the answer.</summary>
internal sealed class FailingStore : TraceDeskStore
{
    private readonly TraceDeskStore _inner;
    private int _left;

    internal FailingStore(TraceDeskStore inner, int step)
    {
        _inner = inner;
        _left = step;
    }

    /// <summary>True as long as the program did not die.</summary>
    internal bool Survived => _left > 0;

    internal override TimeProvider Clock => _inner.Clock;

    internal override async Task<T> WriteAsync<T>(Func<IDeskWork, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        var result = await _inner.WriteAsync((w, c) => work(Watched(w), c), cancellationToken);
        Step();
        return result;
    }

    internal override Task<T> ReadAsync<T>(Func<IDeskWork, CancellationToken, Task<T>> work, CancellationToken cancellationToken) => _inner.ReadAsync(work, cancellationToken);

    private IDeskWork Watched(IDeskWork work)
    {
        var proxy = DispatchProxy.Create<IDeskWork, Watcher>();
        ((Watcher)(object)proxy).Inner = work;
        ((Watcher)(object)proxy).Step = Step;
        return proxy;
    }

    private void Step()
    {
        if (--_left == 0)
        {
            throw new DyingException();
        }
    }

    internal sealed class DyingException : Exception
    {
    }

    public class Watcher : DispatchProxy
    {
        internal IDeskWork Inner { get; set; } = null!;

        internal Action Step { get; set; } = null!;

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            Step();
            try
            {
                return targetMethod!.Invoke(Inner, args);
            }
            catch (TargetInvocationException e) when (e.InnerException is not null)
            {
                throw e.InnerException;
            }
        }
    }
}
