using System;
using Insurance.Sdk.Journal;

namespace Insurance.Sdk.Storage.Journal;

/// <summary>Settings of a journal.</summary>
public sealed class JournalOptions
{
    /// <summary>Protects input, output and business keys at rest; null keeps them as they are.</summary>
    public IPersonalDataProtection? Protection { get; set; }

    /// <summary>Name of this program in leases and in the audit record; a random name by default.</summary>
    public string Owner { get; set; } = Guid.NewGuid().ToString("N");
}
