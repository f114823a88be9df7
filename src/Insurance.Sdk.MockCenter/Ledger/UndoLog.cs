using System;
using System.Collections.Generic;

namespace Insurance.Sdk.MockCenter.Ledger;

/// <summary>How to take back what a book did for the message that is being worked.</summary>
internal sealed class UndoLog
{
    private readonly Stack<Action> _steps = new();

    /// <summary>Notes the way back of one event. Every event that changes something notes exactly one.</summary>
    internal void Note(Action back) => _steps.Push(back);

    internal void TakeBack() => _steps.Pop()();

    internal void Clear() => _steps.Clear();
}
