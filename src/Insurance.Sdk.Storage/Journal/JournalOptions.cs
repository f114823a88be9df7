using Insurance.Sdk.Journal;

namespace Insurance.Sdk.Storage.Journal;

/// <summary>Settings of a journal.</summary>
public sealed class JournalOptions
{
    /// <summary>Protects input, output and business keys at rest; null keeps them as they are.</summary>
    public IPersonalDataProtection? Protection { get; set; }

    /// <summary>True keeps what trials (2101, 2206, 2303) answered: only they say where a settlement will be cleared, and recovery needs that to look for a lost one. Default true.</summary>
    public bool KeepsTrials { get; set; } = true;
}
