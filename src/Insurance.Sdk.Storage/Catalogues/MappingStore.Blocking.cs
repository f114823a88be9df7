using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.Catalogues;

namespace Insurance.Sdk.Storage.Catalogues;

/// <content>Blocking twins.</content>
public sealed partial class MappingStore
{
    /// <summary>Blocking twin of <see cref="SetAsync"/>; safe on a thread with a user interface.</summary>
    public void Set(ItemMapping pair, MappingAuthor author, CancellationToken cancellationToken = default)
        => Task.Run(() => SetAsync(pair, author, cancellationToken), cancellationToken).GetAwaiter().GetResult();

    /// <summary>Blocking twin of <see cref="SetManyAsync"/>; safe on a thread with a user interface.</summary>
    public void SetMany(IReadOnlyCollection<ItemMapping> pairs, MappingAuthor author, CancellationToken cancellationToken = default)
        => Task.Run(() => SetManyAsync(pairs, author, cancellationToken), cancellationToken).GetAwaiter().GetResult();

    /// <summary>Blocking twin of <see cref="EndAsync(string, string, ChinaTime, MappingAuthor, CancellationToken)"/>; safe on a thread with a user interface.</summary>
    public ItemMapping End(string hospitalItem, string listType, ChinaTime lastDay, MappingAuthor author, CancellationToken cancellationToken = default)
        => Task.Run(() => EndAsync(hospitalItem, listType, lastDay, author, cancellationToken), cancellationToken).GetAwaiter().GetResult();

    /// <summary>Blocking twin of <see cref="ChangeAsync"/>; safe on a thread with a user interface.</summary>
    public MappingChange Change(ItemMapping pair, MappingAuthor author, CancellationToken cancellationToken = default)
        => Task.Run(() => ChangeAsync(pair, author, cancellationToken), cancellationToken).GetAwaiter().GetResult();

    /// <summary>Blocking twin of <see cref="CorrectAsync"/>; safe on a thread with a user interface.</summary>
    public MappingChange? Correct(ChinaTime day, ItemMapping right, MappingAuthor author, CancellationToken cancellationToken = default)
        => Task.Run(() => CorrectAsync(day, right, author, cancellationToken), cancellationToken).GetAwaiter().GetResult();

    /// <summary>Blocking twin of <see cref="PlanUploadAsync"/>; safe on a thread with a user interface.</summary>
    public MappingChange PlanUpload(string hospitalItem, string listType, ChinaTime day, MappingAuthor author, CancellationToken cancellationToken = default)
        => Task.Run(() => PlanUploadAsync(hospitalItem, listType, day, author, cancellationToken), cancellationToken).GetAwaiter().GetResult();

    /// <summary>Blocking twin of <see cref="PlanRemovalAsync"/>; safe on a thread with a user interface.</summary>
    public MappingChange PlanRemoval(string hospitalItem, string listType, ChinaTime day, MappingAuthor author, CancellationToken cancellationToken = default)
        => Task.Run(() => PlanRemovalAsync(hospitalItem, listType, day, author, cancellationToken), cancellationToken).GetAwaiter().GetResult();

    /// <summary>Blocking twin of <see cref="PlanRenewalAsync"/>; safe on a thread with a user interface.</summary>
    public MappingChange PlanRenewal(string hospitalItem, string listType, ChinaTime day, MappingAuthor author, CancellationToken cancellationToken = default)
        => Task.Run(() => PlanRenewalAsync(hospitalItem, listType, day, author, cancellationToken), cancellationToken).GetAwaiter().GetResult();

    /// <summary>Blocking twin of <see cref="AbandonAsync"/>; safe on a thread with a user interface.</summary>
    public MappingChange Abandon(string id, CancellationToken cancellationToken = default)
        => Task.Run(() => AbandonAsync(id, cancellationToken), cancellationToken).GetAwaiter().GetResult();

    /// <summary>Blocking twin of <see cref="CompareAsync"/>; safe on a thread with a user interface.</summary>
    public IReadOnlyList<ComparedMapping> Compare(IMappingCenter center, MappingAuthor author, CancellationToken cancellationToken = default)
        => Task.Run(() => CompareAsync(center, author, cancellationToken), cancellationToken).GetAwaiter().GetResult();

    /// <summary>Blocking twin of <see cref="AdoptAsync"/>; safe on a thread with a user interface.</summary>
    public MappingAdoption Adopt(IEnumerable<ComparedMapping> compared, MappingAuthor author, CancellationToken cancellationToken = default)
        => Task.Run(() => AdoptAsync(compared, author, cancellationToken), cancellationToken).GetAwaiter().GetResult();

    /// <summary>Blocking twin of <see cref="ListAsync"/>; safe on a thread with a user interface.</summary>
    public IReadOnlyList<ItemMapping> List(string hospitalItem, string listType, CancellationToken cancellationToken = default)
        => Task.Run(() => ListAsync(hospitalItem, listType, cancellationToken), cancellationToken).GetAwaiter().GetResult();

    /// <summary>Blocking twin of <see cref="ListAllAsync"/>; safe on a thread with a user interface.</summary>
    public IReadOnlyList<ItemMapping> ListAll(CancellationToken cancellationToken = default)
        => Task.Run(() => ListAllAsync(cancellationToken), cancellationToken).GetAwaiter().GetResult();

    /// <summary>Blocking twin of <see cref="HistoryAsync"/>; safe on a thread with a user interface.</summary>
    public IReadOnlyList<MappingEvent> History(string hospitalItem, string listType, CancellationToken cancellationToken = default)
        => Task.Run(() => HistoryAsync(hospitalItem, listType, cancellationToken), cancellationToken).GetAwaiter().GetResult();

    /// <summary>Blocking twin of <see cref="ListOpenAsync"/>; safe on a thread with a user interface.</summary>
    public IReadOnlyList<MappingChange> ListOpen(CancellationToken cancellationToken = default)
        => Task.Run(() => ListOpenAsync(cancellationToken), cancellationToken).GetAwaiter().GetResult();

    /// <summary>Blocking twin of <see cref="LoadIndexAsync"/>; safe on a thread with a user interface.</summary>
    public MappingIndex LoadIndex(CancellationToken cancellationToken = default)
        => Task.Run(() => LoadIndexAsync(cancellationToken), cancellationToken).GetAwaiter().GetResult();
}
