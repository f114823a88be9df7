using System;
using System.Threading.Tasks;

namespace Insurance.Sdk.TraceCodes;

/// <summary>Sync twins: the work runs on the thread pool, where no continuation waits for the blocked thread's context.</summary>
internal static class Blocking
{
    internal static T Run<T>(Func<Task<T>> call) => Task.Run(call).GetAwaiter().GetResult();

    internal static void Run(Func<Task> call) => Task.Run(call).GetAwaiter().GetResult();
}
