using System;
using System.CommandLine;
using System.CommandLine.Invocation;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.Cli.Commands;

namespace Insurance.Sdk.Cli;

/// <summary>The whole program, so that tests can run it without a process.</summary>
internal sealed class Cli
{
    private readonly TimeProvider time;
    private readonly Func<string, string?> environment;
    private readonly bool isInteractive;

    internal Cli(TimeProvider time, Func<string, string?> environment, bool isInteractive = false)
    {
        this.isInteractive = isInteractive;
        this.time = time;
        this.environment = environment;
    }

    /// <summary>Runs one command line.</summary>
    /// <param name="args">Arguments as the shell gave them.</param>
    /// <param name="stdin">Bytes of the standard input.</param>
    /// <param name="stdout">Takes what programs read.</param>
    /// <param name="stderr">Takes what people read.</param>
    /// <param name="cancellationToken">Ends the command.</param>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    internal async Task<int> RunAsync(string[] args, Stream stdin, Stream stdout, TextWriter stderr, CancellationToken cancellationToken = default)
    {
        using var help = new StreamWriter(stdout, new UTF8Encoding(false), bufferSize: -1, leaveOpen: true);
        try
        {
            // A user id may begin with @: no argument is read as the name of a file with more arguments.
            var parsed = Root(new Terminal(stdin, stdout, stderr, time, environment, isInteractive)).Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
            if (parsed.Action is ParseErrorAction)
            {
                await stderr.WriteLineAsync("insurance: " + WrongArguments(parsed)).ConfigureAwait(false);
                return ExitCode.Usage;
            }

            var configuration = new InvocationConfiguration { Output = help, Error = stderr, EnableDefaultExceptionHandler = false };
            return await parsed.InvokeAsync(configuration, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (FailureReport.ExitCodeOf(e) is not null)
        {
            await stderr.WriteLineAsync("insurance: " + e.Message).ConfigureAwait(false);
            return FailureReport.ExitCodeOf(e)!.Value;
        }
        catch (OperationCanceledException)
        {
            await stderr.WriteLineAsync("insurance: ended before it was done").ConfigureAwait(false);
            return ExitCode.Usage;
        }
        catch (Exception e)
        {
            // A mistake of the program: where it happened, but not its text, which could quote the input.
            await stderr.WriteLineAsync("insurance: internal error " + e.GetType().Name + Environment.NewLine + e.StackTrace).ConfigureAwait(false);
            return ExitCode.Usage;
        }
    }

    private static RootCommand Root(Terminal terminal) => new("Insurance.Sdk: tools for the medical-insurance interface (两定接口)")
    {
        TransactionsCommand.Create(terminal),
        ShowCommand.Create(terminal),
        SampleCommand.Create(terminal),
        LintCommand.Create(terminal),
        CallCommand.Create(terminal),
        ReconcileCommand.Create(terminal),
        DecodeCommand.Create(terminal),
        MockCommand.Create(terminal),
        CatalogueCommand.Create(terminal),
        new Command("pediatric", "Child prices (儿童价)")
        {
            PediatricExplainCommand.Create(terminal),
        },
        new Command("sm2", "SM2 keys and signatures")
        {
            Sm2KeygenCommand.Create(terminal),
            Sm2SignCommand.Create(terminal),
            Sm2VerifyCommand.Create(terminal),
        },
        Sm3Command.Create(terminal),
        new Command("sm4", "SM4 in ECB mode with PKCS#7 padding")
        {
            Sm4EncryptCommand.Create(terminal),
            Sm4DecryptCommand.Create(terminal),
        },
        TraceCommand.Create(terminal),
        SealCommand.Create(terminal),
        OpenCommand.Create(terminal),
    };

    /// <summary>One line: what is wrong, and where the way out is described.</summary>
    private static string WrongArguments(ParseResult parsed)
    {
        var wrong = string.Join(" ", parsed.Errors.Select(e => e.Message.ReplaceLineEndings(" ").TrimEnd('.') + ".").Distinct(StringComparer.Ordinal));
        var path = string.Join(' ', Path(parsed.CommandResult));
        return (wrong.Length > 0 ? wrong : "The arguments cannot be read.") + " See: " + path + " --help";
    }

    private static System.Collections.Generic.IEnumerable<string> Path(System.CommandLine.Parsing.CommandResult result)
        => result.Parent is System.CommandLine.Parsing.CommandResult parent
            ? Path(parent).Append(result.Command.Name)
            : ["insurance"];
}
