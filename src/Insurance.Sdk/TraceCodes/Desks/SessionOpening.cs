using System;
using System.Data.Common;
using System.Threading;
using System.Threading.Tasks;

namespace Insurance.Sdk.TraceCodes;

/// <summary>Opens the session of a number, or finds the one it has.</summary>
internal static class SessionOpening
{
    internal static async Task<SessionRecord> OpenAsync(TraceDeskStore store, DeskKind kind, string number, string document, CancellationToken cancellationToken)
    {
        try
        {
            return await store.WriteAsync(
                async (work, c) =>
                {
                    if (await work.SessionOfAsync(kind, number, c).ConfigureAwait(false) is { } there)
                    {
                        return there;
                    }

                    var session = new SessionRecord(DeskIdentity.NewSession(store.Clock), kind, number, document) { OpenedAt = work.Now };
                    return await work.AddSessionAsync(session, c).ConfigureAwait(false) ? session : (await work.SessionOfAsync(kind, number, c).ConfigureAwait(false))!;
                },
                cancellationToken).ConfigureAwait(false);
        }
        catch (DbException) when (!cancellationToken.IsCancellationRequested)
        {
            // Two counters opened the number at the same moment; the one that came second finds the first one's session.
            if (await store.ReadAsync((work, c) => work.SessionOfAsync(kind, number, c), cancellationToken).ConfigureAwait(false) is { } first)
            {
                return first;
            }

            throw;
        }
    }

    internal static ValidationException Differs(string path)
        => new(new[] { new ValidationError("INS1815", path, "number", "condition", "the number has a session with another content; cancel that one first, or give the new bill a number of its own") });
}
