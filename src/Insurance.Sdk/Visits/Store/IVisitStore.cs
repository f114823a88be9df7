using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace Insurance.Sdk.Visits;

/// <summary>Where visits are kept. Insurance.Sdk.Storage has one for every database; a HIS may keep them in its own tables.</summary>
/// <remarks>A change is durable when its task ends. A record is changed only by whoever has its newest version: that is what keeps two cashiers off one bill.</remarks>
public interface IVisitStore
{
    /// <summary>Adds a visit.</summary>
    /// <param name="record">The visit, version 1.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>False where <see cref="VisitRecord.NumberKey"/> is taken; nothing was added.</returns>
    Task<bool> AddAsync(VisitRecord record, CancellationToken cancellationToken = default);

    /// <summary>Replaces a visit, and changes its lines in the same transaction.</summary>
    /// <param name="record">The visit with its new version, one above the expected.</param>
    /// <param name="expectedVersion">The version that must be there.</param>
    /// <param name="lines">Changes of its lines, in order.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>False where another version is there; nothing was changed.</returns>
    Task<bool> SaveAsync(VisitRecord record, long expectedVersion, IReadOnlyList<VisitLineChange> lines, CancellationToken cancellationToken = default);

    /// <summary>A visit by its key; null where there is none.</summary>
    /// <param name="id">The key.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    Task<VisitRecord?> FindAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>Visits with a number (ipt_otp_no), newest first; a stay that was cancelled may have a successor of the same number.</summary>
    /// <param name="kind">Outpatient or inpatient.</param>
    /// <param name="number">ipt_otp_no 住院/门诊号.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    Task<IReadOnlyList<VisitRecord>> FindByNumberAsync(VisitKind kind, string number, CancellationToken cancellationToken = default);

    /// <summary>The visit of a mdtrt_id 就诊ID; null where there is none.</summary>
    /// <param name="centerVisitId">mdtrt_id.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    Task<VisitRecord?> FindByCenterIdAsync(string centerVisitId, CancellationToken cancellationToken = default);

    /// <summary>Visits with a step that was noted and has no result yet, oldest first.</summary>
    /// <param name="before">Only steps noted before.</param>
    /// <param name="most">At most so many.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    Task<IReadOnlyList<VisitRecord>> ListPendingAsync(DateTimeOffset before, int most, CancellationToken cancellationToken = default);

    /// <summary>Lines of a visit that are at the center or on their way.</summary>
    /// <param name="id">Key of the visit.</param>
    /// <param name="serials">Only these feedetl_sn; null for all.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    Task<IReadOnlyList<VisitLine>> LinesAsync(string id, IReadOnlyCollection<string>? serials, CancellationToken cancellationToken = default);
}
