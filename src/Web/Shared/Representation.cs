using System.Buffers;
using System.IO.Pipelines;
using Enterprise.Application.AccessLog.Recording;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;

namespace Enterprise.Web.Shared;

/// <summary>
/// The answer of one request, rendered before its entry is written and sent after it is durable. Pages and JSON are kept in pooled memory;
/// of a file, which may be as large as the log, the first byte is read.
/// </summary>
internal sealed class Representation : IRepresentation, IDisposable
{
    private readonly Pipe _body =
        new(new PipeOptions(pauseWriterThreshold: 0, minimumSegmentSize: 16 * 1024, useSynchronizationContext: false));
    private (ActionContext Context, Func<object, IActionResult> Form)? _form;
    private IActionResult? _answer;

    /// <summary>Says what the answer to the query that is sent next looks like.</summary>
    public void Use(ActionContext context, Func<object, IActionResult> form) => _form = (context, form);

    public async Task RenderAsync(object result)
    {
        var (context, form) = _form ?? throw new InvalidOperationException("A query was sent without a form for its answer.");
        _answer = form(result) switch
        {
            FileStreamResult file => await OpenAsync(context.HttpContext, file),
            var view => await RenderAsync(context, view),
        };
    }

    /// <summary>The answer; rendered now where the query is one that is not recorded.</summary>
    public async Task<IActionResult> OfAsync(object result)
    {
        if (_answer is null)
        {
            await RenderAsync(result);
        }

        return _answer!;
    }

    public void Dispose()
    {
        _body.Writer.Complete();
        _body.Reader.Complete();
    }

    private static async Task<IActionResult> OpenAsync(HttpContext http, FileStreamResult file)
    {
        http.Response.RegisterForDispose(file.FileStream);
        await file.FileStream.ReadExactlyAsync(new byte[1], http.RequestAborted);
        file.FileStream.Position = 0;
        return file;
    }

    private async Task<IActionResult> RenderAsync(ActionContext context, IActionResult view)
    {
        var features = context.HttpContext.Features;
        var body = features.GetRequiredFeature<IHttpResponseBodyFeature>();
        features.Set<IHttpResponseBodyFeature>(new Memory(_body.Writer));
        try
        {
            await view.ExecuteResultAsync(context);
            await _body.Writer.FlushAsync();
        }
        finally
        {
            features.Set(body);
        }

        return new Rendered(_body.Reader.TryRead(out var read) ? read.Buffer : ReadOnlySequence<byte>.Empty);
    }

    /// <summary>Sends what was rendered; status and headers are set already.</summary>
    private sealed class Rendered(ReadOnlySequence<byte> body) : IActionResult
    {
        public async Task ExecuteResultAsync(ActionContext context)
        {
            var http = context.HttpContext;
            http.Response.ContentLength = body.Length;
            if (HttpMethods.IsHead(http.Request.Method))
            {
                return;
            }

            foreach (var part in body)
            {
                await http.Response.BodyWriter.WriteAsync(part, http.RequestAborted);
            }
        }
    }

    /// <summary>Stands where the connection does while an answer is rendered.</summary>
    private sealed class Memory(PipeWriter writer) : IHttpResponseBodyFeature
    {
        public Stream Stream { get; } = writer.AsStream(leaveOpen: true);

        public PipeWriter Writer => writer;

        public void DisableBuffering()
        {
            // Everything is buffered: that is the purpose.
        }

        public Task StartAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

        public Task CompleteAsync() => Task.CompletedTask;

        public Task SendFileAsync(string path, long offset, long? count, CancellationToken cancellationToken = default) =>
            SendFileFallback.SendFileAsync(Stream, path, offset, count, cancellationToken);
    }
}
