using Insurance.Sdk.Journal;

namespace Insurance.Sdk.Storage;

/// <summary>Settings of a visit store.</summary>
public sealed class VisitStoreOptions
{
    /// <summary>Protects number and document of visits at rest; null keeps them as they are. mdtrt_id, state, serials and amounts of lines stay readable.</summary>
    public IPersonalDataProtection? Protection { get; set; }
}
