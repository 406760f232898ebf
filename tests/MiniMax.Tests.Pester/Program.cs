using Microsoft.Testing.Platform.Builder;
using Microsoft.Testing.Platform.Capabilities.TestFramework;
using Microsoft.Testing.Platform.Configurations;
using Microsoft.Testing.Platform.Services;
using MiniMax.Tests.Pester;

var builder = await TestApplication.CreateBuilderAsync(args);
builder.RegisterTestFramework(static _ => new TestFrameworkCapabilities(), static (_, services) => new PesterFramework(services.GetConfiguration().GetTestResultDirectory()));
using var application = await builder.BuildAsync();
return await application.RunAsync();
