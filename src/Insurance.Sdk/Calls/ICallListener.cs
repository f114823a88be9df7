namespace Insurance.Sdk.Calls;

/// <summary>Hears what happens on the way of every call; logs, metrics and traces are made from it.</summary>
/// <remarks>Called on the thread of the call, by many calls at once. What it throws is swallowed: a listener must not cost a center's answer.</remarks>
public interface ICallListener
{
    /// <summary>Takes one event; its type tells the step.</summary>
    void On(CallEvent callEvent);
}
