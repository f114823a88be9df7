using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.Catalogues;

namespace Insurance.Sdk.Storage.Catalogues;

/// <content>Blocking twins.</content>
public sealed partial class CatalogueStore
{
    /// <summary>Blocking twin of <see cref="ImportAsync"/>; safe on a thread with a user interface.</summary>
    public CatalogueImportReport Import(string catalogue, string path, CatalogueFileOptions? options = null, IProgress<CatalogueProgress>? progress = null, CancellationToken cancellationToken = default)
        => Task.Run(() => ImportAsync(catalogue, path, options, progress, cancellationToken), cancellationToken).GetAwaiter().GetResult();

    /// <summary>Blocking twin of <see cref="GetVersionAsync"/>; safe on a thread with a user interface.</summary>
    public CatalogueVersion GetVersion(string catalogue, CancellationToken cancellationToken = default)
        => Task.Run(() => GetVersionAsync(catalogue, cancellationToken), cancellationToken).GetAwaiter().GetResult();

    /// <summary>Blocking twin of <see cref="GetStatusAsync"/>; safe on a thread with a user interface.</summary>
    public IReadOnlyList<CatalogueStatus> GetStatus(CancellationToken cancellationToken = default)
        => Task.Run(() => GetStatusAsync(cancellationToken), cancellationToken).GetAwaiter().GetResult();

    /// <summary>Blocking twin of <see cref="GetVersionsAsync"/>; safe on a thread with a user interface.</summary>
    public IReadOnlyList<CatalogueRowVersion> GetVersions(string catalogue, string code, CancellationToken cancellationToken = default)
        => Task.Run(() => GetVersionsAsync(catalogue, code, cancellationToken), cancellationToken).GetAwaiter().GetResult();

    /// <summary>Blocking twin of <see cref="ListVersionsAsync"/>; safe on a thread with a user interface.</summary>
    public IReadOnlyList<CatalogueImported> ListVersions(string catalogue, CancellationToken cancellationToken = default)
        => Task.Run(() => ListVersionsAsync(catalogue, cancellationToken), cancellationToken).GetAwaiter().GetResult();

    /// <summary>Blocking twin of <see cref="FindAsync"/>; safe on a thread with a user interface.</summary>
    public CatalogueAnswer Find(string catalogue, string code, ChinaTime day, CancellationToken cancellationToken = default)
        => Task.Run(() => FindAsync(catalogue, code, day, cancellationToken), cancellationToken).GetAwaiter().GetResult();

    /// <summary>Blocking twin of <see cref="LoadNationalItemsAsync"/>; safe on a thread with a user interface.</summary>
    public IReadOnlyList<NationalItem> LoadNationalItems(string catalogue, string listType, IEnumerable<string> codes, CancellationToken cancellationToken = default)
        => Task.Run(() => LoadNationalItemsAsync(catalogue, listType, codes, cancellationToken), cancellationToken).GetAwaiter().GetResult();

    /// <summary>Blocking twin of <see cref="LoadInsuranceItemsAsync"/>; safe on a thread with a user interface.</summary>
    public InsuranceItemTable LoadInsuranceItems(CancellationToken cancellationToken = default)
        => Task.Run(() => LoadInsuranceItemsAsync(cancellationToken), cancellationToken).GetAwaiter().GetResult();

    /// <summary>Blocking twin of <see cref="LoadPriceCapsAsync"/>; safe on a thread with a user interface.</summary>
    public PriceCapTable LoadPriceCaps(CancellationToken cancellationToken = default)
        => Task.Run(() => LoadPriceCapsAsync(cancellationToken), cancellationToken).GetAwaiter().GetResult();

    /// <summary>Blocking twin of <see cref="LoadSelfPayRatiosAsync"/>; safe on a thread with a user interface.</summary>
    public SelfPayTable LoadSelfPayRatios(CancellationToken cancellationToken = default)
        => Task.Run(() => LoadSelfPayRatiosAsync(cancellationToken), cancellationToken).GetAwaiter().GetResult();

    /// <summary>Blocking twin of <see cref="DiffAsync"/>; safe on a thread with a user interface.</summary>
    public CatalogueDiff Diff(string catalogue, CatalogueVersion from, CatalogueVersion to, ISet<string>? always = null, int limit = 1000, CancellationToken cancellationToken = default)
        => Task.Run(() => DiffAsync(catalogue, from, to, always, limit, cancellationToken), cancellationToken).GetAwaiter().GetResult();

    /// <summary>Blocking twin of <see cref="SuggestAsync"/>; safe on a thread with a user interface.</summary>
    public IReadOnlyList<MappingSuggestion> Suggest(string catalogue, IReadOnlyCollection<UnmappedItem> items, CancellationToken cancellationToken = default)
        => Task.Run(() => SuggestAsync(catalogue, items, cancellationToken), cancellationToken).GetAwaiter().GetResult();
}
