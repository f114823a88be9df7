using System;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using System.Threading.Tasks;
using Insurance.Sdk.Envelopes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Insurance.Sdk.Benchmarks;

/// <summary>A whole call against bare Kestrel on loopback, beside a bare HttpClient post of the same bytes.</summary>
internal static class LoopbackBenchmark
{
    private static readonly byte[] Answer = Encoding.UTF8.GetBytes("""{"infcode":0,"inf_refmsgid":"440882202603010930001234567890","refmsg_time":"20260301093000123","respond_time":"20260301093000456","err_msg":"","output":{"selinfoErrDetail":[]}}""");

    /// <summary>Seconds of one call with so many lines, and of one bare post of the same bytes.</summary>
    internal static async Task<(double Call, double Post)> RunAsync(int lines, int callers = 1)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var app = builder.Build();
        using var first = new System.IO.MemoryStream();
        byte[]? received = null;
        app.MapPost("/{**path}", async context =>
        {
            await context.Request.Body.CopyToAsync(received is null ? first : System.IO.Stream.Null);
            received ??= first.ToArray();
            context.Response.ContentType = "application/json";
            context.Response.ContentLength = Answer.Length;
            await context.Response.Body.WriteAsync(Answer);
        });
        await app.StartAsync();
        var address = new Uri(new Uri(System.Linq.Enumerable.First(app.Urls)), "/hgs/");
        var folder = System.IO.Directory.CreateTempSubdirectory("insurance-ids-");
        var options = new InsuranceOptions { Profile = "guangdong", BaseUrl = address.ToString(), PaasId = "a", Token = "t", InstitutionCode = "H44088200999", InstitutionName = "示例医院", Area = "440882" };
        options.MessageIds.Directory = folder.FullName;
        using var client = new InsuranceClient(options);
        using var bare = new HttpClient();
        var request = CodecBenchmark.Request();
        request.SelinfoDetail.RemoveRange(lines, request.SelinfoDetail.Count - lines);
        foreach (var line in request.SelinfoDetail)
        {
            line.HiFeesetlType = "0";
        }

        // What the client itself sends is posted bare: the warm-up of the client shows it to the server.
        await client.Inventory.UploadSalesBatchAsync(request);
        var bytes = received;
        var result = SideBySide.Time(
            () => AtOnce(callers, () => client.Inventory.UploadSalesBatchAsync(request)),
            () => AtOnce(
                callers,
                async () =>
                {
                    using var content = new ByteArrayContent(bytes!);
                    content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
                    using var response = await bare.PostAsync(new Uri(address, "3505A"), content);
                    await response.Content.ReadAsByteArrayAsync();
                }),
            secondsPerRound: 0.3,
            wall: true);
        await app.StopAsync();
        folder.Delete(recursive: true);
        return result;
    }

    /// <summary>Some callers at the same time, as the counters of a hospital are; returns when all have their answer.</summary>
    private static void AtOnce(int callers, Func<Task> call)
    {
        var calls = new Task[callers];
        for (var i = 0; i < callers; i++)
        {
            calls[i] = call();
        }

        Task.WaitAll(calls);
    }
}
