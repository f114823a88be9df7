using System;
using System.Threading;
using System.Threading.Tasks;

namespace Insurance.Sdk.TraceCodes;

/// <summary>Where desks keep what must not be forgotten: the ledger of codes, sessions, scans. Implemented by DatabaseDeskStore of Insurance.Sdk.Storage.</summary>
/// <remarks>Thread-safe. Several programs may use the same database.</remarks>
public abstract class TraceDeskStore
{
    private protected TraceDeskStore()
    {
    }

    /// <summary>Where time comes from.</summary>
    internal abstract TimeProvider Clock { get; }

    /// <summary>Does work in one transaction: all of it is durable when the task ends, or nothing is. The work may run again.</summary>
    internal abstract Task<T> WriteAsync<T>(Func<IDeskWork, CancellationToken, Task<T>> work, CancellationToken cancellationToken);

    /// <summary>Reads.</summary>
    internal abstract Task<T> ReadAsync<T>(Func<IDeskWork, CancellationToken, Task<T>> work, CancellationToken cancellationToken);
}
