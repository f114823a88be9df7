using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Net.Http;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;

namespace Insurance.Sdk.Cli.Tests;

/// <summary>The program as people start it.</summary>
public sealed class ProcessTests : IDisposable
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "insurance.dll");
    private readonly Hospital hospital = new();
    private readonly CancellationTokenSource limit = new(TimeSpan.FromMinutes(2));

    public void Dispose()
    {
        hospital.Dispose();
        limit.Dispose();
    }

    [Fact]
    public async Task A_hand_made_header_can_talk_to_the_mock_and_a_signal_ends_it()
    {
        using var mock = Start("mock", "--port", "0", "--json");
        try
        {
            var address = await AddressOf(mock);
            using var http = new HttpClient();
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(address, "ebus/test/hsa/hgs/9001"));
            var timestamp = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
            request.Headers.Add("x-tif-paasid", "mock-account");
            request.Headers.Add("x-tif-timestamp", timestamp);
            request.Headers.Add("x-tif-nonce", "hand-made-nonce");
            request.Headers.Add("x-tif-signature", Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(timestamp + "mock-token" + "hand-made-nonce" + timestamp))));
            request.Content = new StringContent(
                """
                {"infno":"9001","msgid":"H00000000000202603010930000001","mdtrtarea_admvs":"000000","insuplc_admdvs":"","recer_sys_code":"HIS","dev_no":"","dev_safe_info":"",
                 "cainfo":"","signtype":"SM3","infver":"V1.0","opter_type":"1","opter":"op1","opter_name":"示例","inf_time":"2026-03-01 09:30:00","fixmedins_code":"H00000000000",
                 "fixmedins_name":"示例医院","sign_no":"","input":{"signIn":{"opter_no":"op1","mac":"00-00","ip":"127.0.0.1"}}}
                """,
                Encoding.UTF8,
                "application/json");

            using var response = await http.SendAsync(request, limit.Token);
            var answer = JsonNode.Parse(await response.Content.ReadAsStringAsync(limit.Token))!;

            Assert.Equal("0", answer["infcode"]!.ToString());
            Assert.False(string.IsNullOrEmpty(answer["output"]!["signinoutb"]!["sign_no"]!.ToString()));
            if (!OperatingSystem.IsWindows())
            {
                using var signal = Process.Start("kill", ["-TERM", mock.Id.ToString(CultureInfo.InvariantCulture)]);
                await mock.WaitForExitAsync(limit.Token);
                Assert.Equal(0, mock.ExitCode);
            }
        }
        finally
        {
            End(mock);
        }
    }

    [Fact]
    public async Task A_call_ends_with_4_when_the_mock_is_killed_before_its_answer()
    {
        using var mock = Start("mock", "--port", "0", "--json", "--fault", "delay@3505A");
        Process? call = null;
        try
        {
            var address = await AddressOf(mock);
            hospital.Knows(address);
            var input = Path.Combine(hospital.Folder, "3505A.json");
            await File.WriteAllTextAsync(input, await Hospital.SampleAsync("3505A"), limit.Token);
            call = Start("call", "3505A", "--input", input, "--config", hospital.Config, "--json");
            await ReceivedAsync(address, "3505A");

            End(mock);

            var error = await call.StandardError.ReadToEndAsync(limit.Token);
            await call.WaitForExitAsync(limit.Token);
            Assert.True(call.ExitCode == 4, error);
            Assert.Equal("unknown", JsonNode.Parse(error.TrimEnd().Split('\n')[^1])!["outcome"]!.ToString());
        }
        finally
        {
            End(mock);
            if (call is not null)
            {
                End(call);
                call.Dispose();
            }
        }
    }

    /// <summary>Asks the center until it has booked; the answer then waits.</summary>
    private async Task ReceivedAsync(Uri address, string code)
    {
        using var http = new HttpClient();
        while (!(await http.GetStringAsync(new Uri(address, "_center/messages"), limit.Token)).Contains(code, StringComparison.Ordinal))
        {
            limit.Token.ThrowIfCancellationRequested();
        }
    }

    private async Task<Uri> AddressOf(Process mock)
    {
        var line = await mock.StandardOutput.ReadLineAsync(limit.Token) ?? throw new InvalidOperationException(await mock.StandardError.ReadToEndAsync(limit.Token));
        return new Uri(JsonDocument.Parse(line).RootElement.GetProperty("listening").GetString()!);
    }

    private static Process Start(params string[] args)
        => Process.Start(new ProcessStartInfo("dotnet", [Program, .. args]) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true })!;

    private static void End(Process process)
    {
        if (!process.HasExited)
        {
            process.Kill();
            process.WaitForExit();
        }
    }
}
