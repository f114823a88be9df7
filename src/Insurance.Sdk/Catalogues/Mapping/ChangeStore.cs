using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace Insurance.Sdk.Catalogues;

/// <summary>Keeps changes durably. Insurance.Sdk.Storage has one for databases.</summary>
public interface IMappingChangeStore
{
    /// <summary>Keeps the state of a change; it is durable when the task ends. Also sets the states of the pairs that follow from the step.</summary>
    Task SaveAsync(MappingChange change, CancellationToken cancellationToken = default);

    /// <summary>The change with an id; null where there is none.</summary>
    Task<MappingChange?> FindAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>Changes that are not over, the oldest first.</summary>
    Task<IReadOnlyList<MappingChange>> ListOpenAsync(CancellationToken cancellationToken = default);
}
