using System;
using System.Collections.Generic;

namespace Insurance.Sdk.Calls;

/// <summary>Raises events to the listener, if there is one.</summary>
internal sealed class CallEvents
{
    private readonly ICallListener? _listener;

    internal CallEvents(ICallListener? listener)
    {
        _listener = listener;
    }

    /// <summary>Null where nobody listens: an event need not be made.</summary>
    internal CallEvents? Listening => _listener is null ? null : this;

    internal void Raise(CallEvent callEvent)
    {
        try
        {
            _listener?.On(callEvent);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // A command may already be booked: a broken logger must not hide the center's answer.
        }
    }

    internal static IReadOnlyList<string> Numbers(IReadOnlyList<ValidationError> errors, bool warnings)
    {
        var numbers = new List<string>();
        foreach (var error in errors)
        {
            if (error.IsWarning == warnings)
            {
                numbers.Add(error.Number);
            }
        }

        return numbers;
    }

    internal static IReadOnlyList<string> Numbers(IReadOnlyList<Deviation> deviations)
    {
        var numbers = new List<string>();
        foreach (var deviation in deviations)
        {
            numbers.Add(deviation.Number);
        }

        return numbers;
    }
}
