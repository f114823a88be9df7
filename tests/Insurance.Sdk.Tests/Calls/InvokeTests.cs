using System.Linq;
using System.Threading.Tasks;

namespace Insurance.Sdk.Tests.Calls;

public sealed class InvokeTests
{
    private readonly TestHospital _hospital = new();

    [Fact]
    public async Task The_input_goes_out_exactly_as_it_was_given()
    {
        _hospital.Center.Answers(TestHospital.Accepted);

        var answer = await _hospital.Open().InvokeAsync("2207", """{ "data" : {"amt":1.10, "n":12345678901234567890} }""");

        Assert.Contains("""input":{ "data" : {"amt":1.10, "n":12345678901234567890} }""", _hospital.Center.Bodies.Single(), System.StringComparison.Ordinal);
        Assert.Equal("""{"setl_id":"S1"}""", answer.OutputJson);
        Assert.Equal("0", answer.Receipt.CenterCode);
    }

    [Fact]
    public async Task A_known_number_is_checked_unless_the_caller_says_otherwise()
    {
        _hospital.Center.Answers(TestHospital.Accepted);
        const string Bad = """{"data":{"name":""}}""";

        await Assert.ThrowsAsync<ValidationException>(() => _hospital.Open().InvokeAsync("2207", Bad));
        Assert.Equal(0, _hospital.Center.Count);

        await _hospital.Open().InvokeAsync("2207", Bad, skipCheck: true);
        Assert.Equal(1, _hospital.Center.Count);
    }

    [Fact]
    public async Task Oddities_of_the_input_are_warnings()
    {
        _hospital.Center.Answers(TestHospital.Accepted);

        var answer = await _hospital.Open().InvokeAsync("2207", """{"strange":1}""");

        Assert.Equal(("INS2101", "strange", true), answer.Receipt.Warnings.Select(w => (w.Number, w.Field, w.IsWarning)).Single());
    }

    [Fact]
    public async Task A_known_query_is_repeated_and_an_unknown_number_never()
    {
        _hospital.Center.RefusesConnection().Answers(TestHospital.Accepted);
        await _hospital.Open().InvokeAsync("1101", "{}");
        Assert.Equal(2, _hospital.Center.Count);

        var other = new TestHospital();
        other.Center.RefusesConnection().Answers(TestHospital.Accepted);
        await Assert.ThrowsAsync<NotProcessedException>(() => other.Open().InvokeAsync("ZSMCJ003", "{}"));
        Assert.Equal(1, other.Center.Count);
    }

    [Theory]
    [InlineData("", "{}")]
    [InlineData("22/../07", "{}")]
    [InlineData("2207?x=1", "{}")]
    [InlineData("2207", "")]
    [InlineData("2207", "{\"a\":")]
    [InlineData("2207", "\"text\"")]
    public async Task A_number_or_input_that_cannot_be_sent_is_refused(string number, string input)
    {
        await Assert.ThrowsAsync<ValidationException>(() => _hospital.Open().InvokeAsync(number, input, skipCheck: true));
        Assert.Equal(0, _hospital.Center.Count);
    }
}
