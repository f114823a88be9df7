using System;
using System.Reflection;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.TraceCodes;

/// <summary>The store of the desks, which tells before every statement and after every commit.</summary>
internal sealed class WatchedStore(TraceDeskStore inner, Steps steps) : TraceDeskStore
{
    internal override TimeProvider Clock => inner.Clock;

    internal override async Task<T> WriteAsync<T>(Func<IDeskWork, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        var result = await inner.WriteAsync((w, c) => work(Watched(w), c), cancellationToken);
        steps.Reach("commit");
        return result;
    }

    internal override Task<T> ReadAsync<T>(Func<IDeskWork, CancellationToken, Task<T>> work, CancellationToken cancellationToken) => inner.ReadAsync(work, cancellationToken);

    private IDeskWork Watched(IDeskWork work)
    {
        var proxy = DispatchProxy.Create<IDeskWork, Watcher>();
        ((Watcher)(object)proxy).Inner = work;
        ((Watcher)(object)proxy).Steps = steps;
        return proxy;
    }

    public class Watcher : DispatchProxy
    {
        internal IDeskWork Inner { get; set; } = null!;

        internal Steps Steps { get; set; } = null!;

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            if (targetMethod!.ReturnType != typeof(long))
            {
                Steps.Reach("statement");
            }

            try
            {
                return targetMethod.Invoke(Inner, args);
            }
            catch (TargetInvocationException e) when (e.InnerException is not null)
            {
                throw e.InnerException;
            }
        }
    }
}
