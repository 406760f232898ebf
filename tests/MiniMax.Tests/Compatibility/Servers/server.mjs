// Takes one upload a request and tells in its answer what arrived. The form is read by Response.formData.
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';

createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) {
        chunks.push(chunk);
    }

    const form = await new Response(Buffer.concat(chunks), { headers: { 'Content-Type': request.headers['content-type'] } }).formData();
    const file = form.get('file');
    const content = Buffer.from(await file.arrayBuffer());
    response.setHeader('Content-Type', 'application/json');
    response.setHeader('Trace-Id', createHash('sha256').update(content).digest('hex'));
    response.end(JSON.stringify({
        file: { file_id: content.length, bytes: content.length, created_at: 1, filename: file.name, purpose: form.get('purpose') },
        base_resp: { status_code: 0 },
    }));
}).listen(Number(process.argv[2]), '127.0.0.1');
