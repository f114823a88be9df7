using System;
using System.Collections.Generic;
using Insurance.Sdk.Calls;

namespace Insurance.Sdk.DependencyInjection;

/// <summary>Hands every event to all registered listeners; one that fails does not silence the others.</summary>
internal sealed class FanOutListener : ICallListener
{
    private readonly List<ICallListener> _listeners;

    internal FanOutListener(List<ICallListener> listeners)
    {
        _listeners = listeners;
    }

    public void On(CallEvent callEvent)
    {
        foreach (var listener in _listeners)
        {
            try
            {
                listener.On(callEvent);
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                // The call and the other listeners go on.
            }
        }
    }
}
