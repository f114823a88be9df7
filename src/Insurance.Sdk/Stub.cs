using System.Threading; using System.Threading.Tasks;
namespace Insurance.Sdk;
/// <summary>x</summary>
public sealed class CallOptions { }
/// <summary>x</summary>
public sealed partial class InsuranceClient {
 internal Task<A> CallAsync<R,A>(Operation<R,A> o, R r, CallOptions? c, CancellationToken t) where R:StandardRequest,new() where A:StandardAnswer,new() => throw new System.NotSupportedException();
 internal A Call<R,A>(Operation<R,A> o, R r, CallOptions? c) where R:StandardRequest,new() where A:StandardAnswer,new() => throw new System.NotSupportedException();
}
