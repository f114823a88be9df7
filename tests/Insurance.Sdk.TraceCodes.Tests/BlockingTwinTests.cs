using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Threading;
using System.Threading.Tasks;

namespace Insurance.Sdk.TraceCodes.Tests;

public sealed class BlockingTwinTests
{
    /// <summary>Whoever writes a window without await finds a blocking twin of everything a counter does.</summary>
    [Theory]
    [InlineData(typeof(DispensingDesk))]
    [InlineData(typeof(DispensingSession))]
    [InlineData(typeof(ReturnsDesk))]
    [InlineData(typeof(ReturnSession))]
    [InlineData(typeof(WarehouseDesk))]
    [InlineData(typeof(WarehouseSession))]
    [InlineData(typeof(TraceCodeLedger))]
    [InlineData(typeof(TraceUploadQueue))]
    [InlineData(typeof(TracePlatformClient))]
    [InlineData(typeof(TracePlatformCodeQuery))]
    public void Every_method_that_awaits_has_a_twin_that_blocks(Type type)
    {
        var methods = type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly);
        var missing = methods.Where(m => m.Name.EndsWith("Async", StringComparison.Ordinal) && !IsEndless(m) && !IsAnyCall(m))
            .Where(m => !methods.Any(t => t.Name == m.Name[..^5] && Types(t).SequenceEqual(Types(m)) && t.ReturnType == Awaited(m.ReturnType)))
            .Select(m => m.ToString());
        Assert.Empty(missing);
    }

    private static IEnumerable<Type> Types(MethodInfo method) => method.GetParameters().Select(p => p.ParameterType);

    private static Type Awaited(Type task) => task.IsGenericType ? task.GetGenericArguments()[0] : typeof(void);

    /// <summary>The loop of a service ends by its token only.</summary>
    private static bool IsEndless(MethodInfo method) => method.Name == "RunAsync" && method.ReturnType == typeof(Task) && Types(method).SequenceEqual([typeof(CancellationToken)]);

    /// <summary>The way to queries without a field table.</summary>
    private static bool IsAnyCall(MethodInfo method) => method.Name == "CallAsync";
}
