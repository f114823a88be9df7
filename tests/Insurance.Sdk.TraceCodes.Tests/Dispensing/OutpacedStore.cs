using System;
using System.Reflection;
using System.Threading;
using System.Threading.Tasks;

namespace Insurance.Sdk.TraceCodes.Tests.Dispensing;

/// <summary>A store in which another counter was faster with a code, some number of times.</summary>
internal sealed class OutpacedStore(TraceDeskStore inner, int times) : TraceDeskStore
{
    private int _left = times;

    internal override TimeProvider Clock => inner.Clock;

    internal override Task<T> WriteAsync<T>(Func<IDeskWork, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
        => inner.WriteAsync((w, c) => work(Watched(w), c), cancellationToken);

    internal override Task<T> ReadAsync<T>(Func<IDeskWork, CancellationToken, Task<T>> work, CancellationToken cancellationToken) => inner.ReadAsync(work, cancellationToken);

    private IDeskWork Watched(IDeskWork work)
    {
        var proxy = DispatchProxy.Create<IDeskWork, Watcher>();
        ((Watcher)(object)proxy).Inner = work;
        ((Watcher)(object)proxy).IsOutpaced = () => _left-- > 0;
        return proxy;
    }

    public class Watcher : DispatchProxy
    {
        internal IDeskWork Inner { get; set; } = null!;

        internal Func<bool> IsOutpaced { get; set; } = null!;

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
            => targetMethod!.Name == nameof(IDeskWork.ChangeCodeAsync) && IsOutpaced() ? Task.FromResult(false) : targetMethod.Invoke(Inner, args);
    }
}
