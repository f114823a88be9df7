using System;
using System.Collections.Concurrent;

namespace Insurance.Sdk.Envelopes;

/// <summary>
/// Message ids that are given out once: across threads, processes and restarts of this machine.
/// The last one given out is kept in a small file per institution code, changed under an exclusive lock.
/// </summary>
/// <remarks>
/// A clock that is set back, or more ids in a second than the window holds, lets the ids run ahead of the clock; they never repeat.
/// Copying the folder to a second machine does not make ids unique there: give each machine its own <see cref="SequenceWindow"/>.
/// </remarks>
public sealed class MessageIdSource : IMessageIdSource
{
    private const int LargestBlock = 1000;

    /// <summary>To which a block grows where a second needs many: at most so many ids are left out when the program ends.</summary>
    private const int LargestGrownBlock = 4000;

    private readonly ConcurrentDictionary<string, Block> blocks = new(StringComparer.Ordinal);
    private readonly TimeProvider time;
    private readonly string directory;
    private readonly SequenceWindow window;
    private readonly int blockSize;

    /// <summary>Creates the source. Nothing is written before the first id.</summary>
    /// <exception cref="ConfigurationException">A setting breaks its rule, or there is no folder for the state.</exception>
    public MessageIdSource(MessageIdOptions options, TimeProvider time)
    {
        this.time = time ?? throw new ArgumentNullException(nameof(time));
        directory = MessageIdSources.DirectoryOf(options ?? throw new ArgumentNullException(nameof(options)));
        window = MessageIdSources.WindowOf(options);
        blockSize = options.BlockSize is >= 1 and <= LargestBlock
            ? options.BlockSize
            : throw new ConfigurationException("messageIds.blockSize", "a block holds 1 … 1000 ids");
    }

    /// <inheritdoc />
    /// <exception cref="ArgumentException">The institution code has not exactly 12 letters and digits.</exception>
    /// <exception cref="ConfigurationException">The state cannot be written, or both of its copies are damaged.</exception>
    /// <exception cref="NotProcessedException">Other processes held the state's lock all the time.</exception>
    public string Next(string institutionCode)
    {
        MessageId.CheckInstitution(institutionCode);
        var block = blocks.GetOrAdd(institutionCode, _ => new Block());
        lock (block)
        {
            var second = time.GetUtcNow().ToUnixTimeSeconds();

            // The rest of a block whose second is over is dropped, so that an id's time stays near the clock.
            if (block.Next > block.Last || block.Next / MessageId.SequencesPerSecond < second)
            {
                Reserve(block, institutionCode, second);
            }

            return MessageId.FromNumber(institutionCode, block.Next++).ToString();
        }
    }

    /// <summary>Makes sure that only ids behind the given one come from now on, also where the state file is damaged or was lost.</summary>
    /// <param name="last">The newest id that is known to be used: from the journal, or from the center.</param>
    /// <exception cref="ConfigurationException">The state cannot be written.</exception>
    /// <exception cref="NotProcessedException">Other processes held the state's lock all the time.</exception>
    public void ContinueAfter(MessageId last)
    {
        MessageId.CheckInstitution(last.InstitutionCode);
        var block = blocks.GetOrAdd(last.InstitutionCode, _ => new Block());
        lock (block)
        {
            new MessageIdState(directory, last.InstitutionCode).Change(known => Math.Max(known ?? 0, last.Number), evenIfDamaged: true);
            block.Last = -1;
            block.Next = 0;
        }
    }

    private void Reserve(Block block, string institutionCode, long second)
    {
        block.Size = SizeBehind(block, second);
        new MessageIdState(directory, institutionCode).Change(last =>
        {
            block.Next = window.After(last, second);
            return window.EndOfBlock(block.Next, block.Size);
        });
        block.Last = window.EndOfBlock(block.Next, block.Size);
    }

    /// <summary>
    /// A write waits for the disk, some milliseconds long. Who uses a block up within its own second soon waits more than works, so the next
    /// block of that second is twice as large, and the next second begins with half of that. One id a write stays one.
    /// </summary>
    private int SizeBehind(Block block, long second)
    {
        if (blockSize == 1 || block.Last < 0)
        {
            return blockSize;
        }

        var usedUp = block.Next > block.Last;
        var sameSecond = block.Last / MessageId.SequencesPerSecond >= second;
        return usedUp && sameSecond ? Math.Min(block.Size * 2, LargestGrownBlock) : Math.Max(blockSize, block.Size / 2);
    }

    private sealed class Block
    {
        internal int Size { get; set; }

        internal long Next { get; set; }

        internal long Last { get; set; } = -1;
    }
}
