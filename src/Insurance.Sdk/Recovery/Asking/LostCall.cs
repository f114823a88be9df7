using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.Calls;
using Insurance.Sdk.Journal;

namespace Insurance.Sdk.Recovery;

/// <summary>A call as the journal has it: what was sent, and what came back if anything did.</summary>
internal sealed class LostCall
{
    private static readonly Dictionary<string, Operation> ByKey = Operations.All.ToDictionary(o => o.Key, StringComparer.Ordinal);

    private LostCall(JournalEntry entry, Operation? operation, RecordTree request, RecordTree output, byte[] input)
    {
        Entry = entry;
        Operation = operation;
        Request = request;
        Output = output;
        Input = input;
    }

    internal JournalEntry Entry { get; }

    /// <summary>Null where the standard does not know the number.</summary>
    internal Operation? Operation { get; }

    internal RecordTree Request { get; }

    /// <summary>Without fields where no answer is kept.</summary>
    internal RecordTree Output { get; }

    /// <summary>The input as it was sent.</summary>
    internal byte[] Input { get; }

    internal static Operation? OperationOf(JournalEntry entry)
        => entry.OperationKey is { } key && ByKey.TryGetValue(key, out var operation) ? operation : null;

    /// <summary>True where the other record's intent is the later one.</summary>
    internal bool IsBefore(JournalEntry other)
        => other.MessageId != Entry.MessageId && (other.IntendedAt > Entry.IntendedAt || (other.IntendedAt == Entry.IntendedAt && string.CompareOrdinal(other.MessageId, Entry.MessageId) > 0));

    /// <summary>Reads a record whole.</summary>
    internal static async Task<LostCall> LoadAsync(IRecoveryJournal journal, ICodec codec, JournalEntry entry, CancellationToken cancellationToken)
    {
        var operation = OperationOf(entry);
        var message = await journal.ReadMessageAsync(entry.MessageId, cancellationToken).ConfigureAwait(false);
        var (request, output) = (RecordTree.Of(), RecordTree.Of());
        if (operation is not null && message is { } bytes)
        {
            var plan = codec.PlanOf(operation);
            request = RecordTree.Of(codec.ReadInput(operation, bytes.Input, new List<Deviation>()), plan.Input);
            output = bytes.Output.Length == 0 ? output : RecordTree.Of(codec.ReadOutput(operation, bytes.Output, new List<Deviation>()), plan.Output);
        }

        return new LostCall(entry, operation, request, output, message?.Input ?? Array.Empty<byte>());
    }
}
