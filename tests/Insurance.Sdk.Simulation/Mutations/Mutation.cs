using System;
using System.Collections.Generic;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.Journal;
using Insurance.Sdk.Simulation.World;

namespace Insurance.Sdk.Simulation.Mutations;

/// <summary>A way to break the build: each must turn the run red, or the run proves nothing.</summary>
internal abstract class Mutation
{
    internal static readonly Mutation None = new Nothing();

    internal static readonly IReadOnlyDictionary<string, Mutation> All = new Dictionary<string, Mutation>(StringComparer.Ordinal)
    {
        ["none"] = None,
        ["resends-settlement"] = new ResendsSettlement(),
        ["skips-intent"] = new SkipsIntent(),
        ["forgets-unknown"] = new ForgetsUnknown(),
        ["does-not-flush"] = new DoesNotFlush(),
    };

    internal virtual IRecoveryJournal Journal(IRecoveryJournal journal) => journal;

    internal virtual bool FlushesIntents => true;

    internal virtual HttpMessageHandler Transport(HttpMessageHandler card) => card;

    private sealed class Nothing : Mutation;

    /// <summary>A transport that sends a settlement again when no answer came, as a retry policy by HTTP verb would.</summary>
    private sealed class ResendsSettlement : Mutation
    {
        internal override HttpMessageHandler Transport(HttpMessageHandler card) => new Resending(card);
    }

    /// <summary>Commands leave without a record.</summary>
    private sealed class SkipsIntent : Mutation
    {
        internal override IRecoveryJournal Journal(IRecoveryJournal journal) => new WatchedJournal(journal) { Intends = false };
    }

    /// <summary>No answer counts as "it failed".</summary>
    private sealed class ForgetsUnknown : Mutation
    {
        internal override IRecoveryJournal Journal(IRecoveryJournal journal) => new WatchedJournal(journal) { ForgetsUnknown = true };
    }

    /// <summary>An intent that the file has and the disk has not: a power cut takes it with it.</summary>
    private sealed class DoesNotFlush : Mutation
    {
        internal override bool FlushesIntents => false;
    }

    private sealed class Resending(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var body = await request.Content!.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                return await base.SendAsync(Copy(request, body), cancellationToken).ConfigureAwait(false);
            }
            catch (HttpRequestException) when (request.RequestUri!.Segments[^1] == "2207")
            {
                return await base.SendAsync(Copy(request, body), cancellationToken).ConfigureAwait(false);
            }
        }

        private static HttpRequestMessage Copy(HttpRequestMessage request, byte[] body)
            => new(request.Method, request.RequestUri) { Content = new ByteArrayContent(body) };
    }
}
