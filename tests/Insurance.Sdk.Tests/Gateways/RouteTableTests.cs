using System;
using System.Collections.Generic;
using Insurance.Sdk.Gateways;

namespace Insurance.Sdk.Tests.Gateways;

public class RouteTableTests
{
    [Theory]
    [InlineData("1101", "http://center.example/main/1101")]
    [InlineData("4205", "http://center.example/self/4205")]
    [InlineData("4201A", "http://center.example/upload-4201A")]
    [InlineData("4201", "http://center.example/exact/4201")]
    [InlineData("9102", "http://center.example/files?no=9102&v=1")]
    public void The_longest_route_wins_and_an_exact_number_beats_a_pattern(string code, string address)
    {
        var table = new RouteTable("http://center.example/main/", new Dictionary<string, string>
        {
            ["42*"] = "http://center.example/self/",
            ["4201*"] = "http://center.example/upload-",
            ["4201"] = "http://center.example/exact/",
            ["9102"] = "http://center.example/files?no={infno}&v=1",
        });

        Assert.Equal(address, table.AddressOf(code).AbsoluteUri);
    }

    [Fact]
    public void A_prefix_is_taken_literally_and_needs_no_slash()
        => Assert.Equal("http://center.example/ebus/poc-hsa-hgs-1101", new RouteTable("http://center.example/ebus/poc-hsa-hgs-").AddressOf("1101").AbsoluteUri);

    [Fact]
    public void A_fixed_address_is_the_same_for_all()
        => Assert.Equal("https://center.example/call", new RouteTable("https://center.example/call", null, UrlShape.Fixed).AddressOf("2601").AbsoluteUri);

    [Theory]
    [InlineData("")]
    [InlineData("../admin")]
    [InlineData("1101?x=1")]
    [InlineData("..")]
    [InlineData("11 01")]
    public void A_number_cannot_change_the_address(string code)
        => Assert.Throws<ArgumentException>(() => new RouteTable("http://center.example/a/").AddressOf(code));

    [Theory]
    [InlineData("")]
    [InlineData("center.example/ebus/")]
    [InlineData("/ebus/gdyb/")]
    [InlineData("ftp://center.example/")]
    [InlineData("http://user:pw@center.example/")]
    [InlineData("http://center.example/a b/")]
    [InlineData("http://center.example/#part")]
    public void A_prefix_that_is_no_web_address_is_refused(string url)
    {
        Assert.Equal("gateway.baseUrl", Assert.Throws<ConfigurationException>(() => new RouteTable(url)).Setting);
        Assert.Equal(
            "gateway.routes.42*",
            Assert.Throws<ConfigurationException>(() => new RouteTable("http://center.example/", new Dictionary<string, string> { ["42*"] = url })).Setting);
    }

    [Theory]
    [InlineData("")]
    [InlineData("4*2")]
    [InlineData("42**")]
    [InlineData("42?")]
    public void A_pattern_that_cannot_be_read_is_refused(string pattern)
        => Assert.Equal(
            "gateway.routes." + pattern,
            Assert.Throws<ConfigurationException>(
                () => new RouteTable("http://center.example/", new Dictionary<string, string> { [pattern] = "http://center.example/b/" })).Setting);
}
